// A question with two answers, each in its own words.
import { showConfirmDialog } from 'vant'
import { w } from '../words'
import { say } from './say'

export const confirm = (title: string, message: string, yes: string, no: string): Promise<boolean> =>
  showConfirmDialog({ title, message, confirmButtonText: yes, cancelButtonText: no }).then(() => true, () => false)

/** Asked before another person's unsent reports go. */
export const mayClear = (name: string, count: number): Promise<boolean> =>
  confirm(say(w.sign_in.clear_title), say(w.sign_in.clear, { name, count }), say(w.sign_in.clear_yes), say(w.sign_in.clear_no))
