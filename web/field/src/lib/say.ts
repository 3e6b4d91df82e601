// Words in the reader's language: `say(w.title)`, with `{name}` filled in. vue-i18n would cost 17 KiB of the phone's 150.
import type { Pair } from '@shared/i18n/words'
import { prefs } from '@shared/lib/prefs'

export function say(pair: Pair, values: Record<string, string | number> = {}): string {
  return pair[prefs.lang === 'en' ? 1 : 0].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** A text that came in both languages. */
export const inTongue = (text: { zh: string; en: string } | null): string => (text ? (prefs.lang === 'en' ? text.en : text.zh) : '')
