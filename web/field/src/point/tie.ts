// Which report of unsalable produce a slip may belong to: the same that the book takes, as far as the phone knows. Pure.
import type { Api } from '@shared/api/types'
import type { PointEntry } from '../store/entries'
import { weigh } from './weigh'

export type Report = Api['UnsalableNear']
type Seller = Pick<Api['PersonNear'], 'township' | 'village'>

/** Grams that slips of this phone take of a report that the county does not know of yet. */
function taken(report: number, ahead: readonly PointEntry[], known: ReadonlySet<string>): number {
  const undone = new Set(ahead.flatMap(({ item: { what } }) => ('undo' in what ? [what.undo.item] : [])))
  return ahead.reduce((sum, { id, item: { what } }) => {
    if (!('intake' in what) || what.intake.papers?.unsalable !== report || known.has(id) || undone.has(id)) return sum
    return sum + (weigh(what.intake.gross_g, what.intake.tare_g ?? 0, what.intake.deduction ?? null)?.net_g ?? 0)
  }, 0)
}

/** The reports with what is left of each by what this phone did since. */
export const leftOf = (reports: readonly Report[], ahead: readonly PointEntry[], known: ReadonlySet<string>): Report[] =>
  reports.map((one) => ({ ...one, left_g: one.left_g - taken(one.id, ahead, known) })).filter((one) => one.left_g > 0)

/** Those that goods of a product may belong to on a day; whoever is in no register is believed, whoever is, is of that township. */
export const fitting = (reports: readonly Report[], product: number, seller: Seller | null, day: string): Report[] =>
  reports.filter((one) => one.products.includes(product) && day <= one.until && (!seller?.township || seller.township === one.township))

/** The one that is proposed: none fits beside it, and the seller is of that village. */
export function proposed(fits: readonly Report[], seller: Seller | null): number {
  const [one, another] = fits
  return one && !another && seller?.village === one.village ? one.id : 0
}
