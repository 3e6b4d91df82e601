// Where a product stands with the list, and what its producer does next: values in, a word out.
import { daysBetween } from '../lib/days'
import type { Case, Product } from './know'

/** `asked`: a renewal waits for the county. `soon`: the days run out. */
export type Standing = 'listed' | 'soon' | 'asked' | 'expired' | 'under_way' | 'returned' | 'refused' | 'suspended' | 'removed' | 'blacklisted' | 'none'

/** A renewal is looked at by people: so many days before the end one asks. */
const SOON_DAYS = 60

/** Whether somebody asked for a renewal that is not decided. */
export const renewalAsked = (found: Case): boolean =>
  found.acts.filter(({ action }) => action === 'propose_renewal' || action === 'renew').pop()?.action === 'propose_renewal'

export function standing(product: Pick<Product, 'listed' | 'listed_to'>, found: Case | undefined, day: string): Standing {
  if (found && renewalAsked(found)) return 'asked'
  if (product.listed) return daysBetween(day, product.listed_to) <= SOON_DAYS ? 'soon' : 'listed'
  if (!found) return 'none'
  const state = found.state
  if (state === 'listed' || state === 'expired') return 'expired'
  if (state === 'returned' || state === 'refused' || state === 'suspended' || state === 'removed' || state === 'blacklisted') return state
  return 'under_way'
}

/** What was said when the case was last sent back, refused or taken off. */
export function reasonOf(found: Case): string {
  const said = found.acts.filter(({ action, reason }) => reason !== '' && /^(return_|refuse|suspend|remove|blacklist|uphold)/.test(action))
  return said.pop()?.reason ?? ''
}

interface Text { zh: string; en: string }
interface Judged { outcome?: string; explanation?: { conclusion?: Text; rule?: { basis?: { wording?: string } }; steps?: { holds: boolean | null; statement: Text }[] } }

/** What the rule says today: its wording, and the step that it fails at, else what it comes to; null where no rule judges. */
export function verdictOf(found: Case): { met: boolean; wording: string; text: Text } | null {
  const today = found.verdict_today as Judged | null
  const failing = today?.explanation?.steps?.find(({ holds }) => holds === false)?.statement
  const text = failing ?? today?.explanation?.conclusion
  return today && text ? { met: today.outcome === 'met', wording: today.explanation?.rule?.basis?.wording ?? '', text } : null
}

/** What an application begins with: the last one again, less what is sold no more. */
export interface Draft { products: number[]; year: number; reason: string }

export function draftOf(last: Case | undefined, products: readonly Product[], day: string): Draft {
  const selling = products.filter(({ ended }) => !ended)
  const again = last ? selling.filter(({ id }) => last.product_ids.includes(id)) : selling.filter((one) => !one.listed && !one.open_case)
  const said = last?.acts.filter(({ action, reason }) => (action === 'open' || action === 'resubmit') && reason !== '').pop()
  return { products: again.map(({ id }) => id), year: Number(day.slice(0, 4)) - 1, reason: said?.reason ?? '' }
}

/** A listing goes on where the same products stand in it; with others in it, it is a new application. */
export const renews = (last: Case | undefined, chosen: readonly number[]): boolean =>
  last !== undefined && (last.next_actions as string[]).includes('propose_renewal') && chosen.length > 0 && chosen.every((id) => last.product_ids.includes(id)) && chosen.length === last.product_ids.length
