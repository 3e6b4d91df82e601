// How a term with a first and a last day stands on a day: badges, brands.
import type { ComposerTranslation } from 'vue-i18n'
import type { Tone } from '@shared/kit/StatusTag.vue'

/** Days before its end at which a badge or a brand is called to mind; the server reminds at the same distance. */
export const REMIND_DAYS = 60

export function termTag(t: ComposerTranslation, from: string, to: string, day: string): { word: string; tone: Tone } {
  if (to < day) return { word: t('catalogue.brand.over'), tone: 'off' }
  if (from > day) return { word: t('catalogue.brand.coming'), tone: 'wait' }
  if (to <= addDays(day, REMIND_DAYS)) return { word: t('catalogue.brand.ending', { day: to }), tone: 'look' }
  return { word: t('catalogue.brand.holds'), tone: 'good' }
}

/** The day so many days later, in calendar days. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}
