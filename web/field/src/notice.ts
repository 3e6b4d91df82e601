// One line that says what just happened; read out by screen readers, gone by itself.
import { computed, shallowRef } from 'vue'
import type { Pair } from '@shared/i18n/words'
import { offline } from './lib/network'
import { say } from './lib/say'
import { session } from './session'
import { unsentCount } from './store/outbox'
import { w } from './words'

const SHOWN_MS = 8_000

const told = shallowRef<Pair | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** Speaks of the network as it turns out to be, not as the browser believed when the line appeared. */
export const notice = computed(() => (told.value ? say(told.value, { next: say(next()) }) : ''))

const next = (): Pair => (unsentCount.value === 0 ? w.form.arrived : session.gone ? w.form.signed_in : offline.value ? w.form.later : w.form.going)

export function tell(words: Pair): void {
  clearTimeout(timer)
  told.value = words
  timer = setTimeout(() => { told.value = null }, SHOWN_MS)
}

export const tellKept = (): void => tell(w.form.kept)
export const tellPhotoKept = (): void => tell(w.mine.photo_kept)
