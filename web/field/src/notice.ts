// One line that says what just happened; read out by screen readers, gone by itself.
import { ref } from 'vue'
import { away } from '@shared/api/reach'
import { say } from './lib/say'
import { w } from './words'

const SHOWN_MS = 8_000

export const notice = ref('')
let timer: ReturnType<typeof setTimeout> | undefined

export function tell(text: string): void {
  clearTimeout(timer)
  notice.value = text
  timer = setTimeout(() => { notice.value = '' }, SHOWN_MS)
}

const next = (): string => say(away.value || !navigator.onLine ? w.form.later : w.form.going)

export const tellKept = (): void => tell(say(w.form.kept, { next: next() }))
export const tellPhotoKept = (): void => tell(say(w.mine.photo_kept, { next: next() }))
