// Texts of certifications.
import type { Pair } from '@shared/i18n/words'
import { w } from '../words'
import type { Case } from './know'

/** Where a case stands, in a sentence, with the day that it speaks of. */
export function stateText(found: Case): { pair: Pair; values: Record<string, string> } {
  const pair = w.producer.states[found.state as keyof typeof w.producer.states]
  return { pair, values: { day: found.state === 'in_notice' ? found.notice_to : found.valid_to } }
}
