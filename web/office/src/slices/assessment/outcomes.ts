// How outcomes look, and texts that come in both languages.
import type { Tone } from '@shared/kit/StatusTag.vue'
import { prefs } from '@shared/lib/prefs'

export const OUTCOME_TONES: Readonly<Record<string, Tone>> = {
  met: 'good', not_met: 'bad', no_data: 'off', revoke: 'bad', disputed: 'look', part_year: 'wait', award: 'good', honour: 'good', criticise: 'bad', none: 'off', score: 'info',
}

export const say = (text: { zh: string; en: string }): string => (prefs.lang === 'en' ? text.en : text.zh)
