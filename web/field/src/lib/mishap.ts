// What went wrong on the phone itself, as a plain sentence: a full storage is named, all else gives what the engine said.
import { Problem } from '@shared/api/problem'
import type { Pair } from '@shared/i18n/words'
import { w } from '../words'
import { say } from './say'

/** The phone has no room left. */
export const isFull = (caught: unknown): boolean => caught instanceof DOMException && caught.name === 'QuotaExceededError'

const detail = (caught: unknown): string => (caught instanceof Error ? caught.message || caught.name : String(caught))

/** Why something was not kept. */
export const notKept = (caught: unknown): string => (isFull(caught) ? say(w.form.full) : say(w.form.not_kept, { why: detail(caught) }))

/** For a line that shows a mistake which nobody waited for. */
export function mishap(caught: unknown): Pair {
  if (isFull(caught)) return w.form.full
  if (caught instanceof Problem && caught.away) return w.app.offline
  const why = detail(caught)
  return [w.app.mishap[0].replace('{why}', why), w.app.mishap[1].replace('{why}', why)]
}
