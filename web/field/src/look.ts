// The two looks of the app: plain, and black on white for sunlight. `public/start.js` reads the same key, so that
// nothing flashes.
import { ref, watch } from 'vue'
import { keep, kept } from '@shared/lib/keep'
import { prefs } from '@shared/lib/prefs'

export type Look = 'plain' | 'sun'

export const look = ref<Look>(kept<Look>('look') ?? 'plain')

function apply(): void {
  document.documentElement.classList.toggle('sun', look.value === 'sun')
  document.documentElement.lang = prefs.lang
}

watch(look, () => { keep('look', look.value); apply() })
apply()
