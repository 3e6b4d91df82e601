// What a phone did that the county has not told back yet, laid over what it last told: lots that came in, were mixed or
// went; people who were paid. Plain values, so that it can be tested.
import type { Api } from '@shared/api/types'
import { plusDays } from '../lib/days'
import type { Entry, PointEntry } from '../store/entries'
import { weigh } from './weigh'

export interface Lying {
  /** How items name it: by number, or by the item of this phone that it came of. */
  of: Api['LotRef']
  key: string
  product: number
  product_name: string
  quantity_g: number
  day: string
  /** Of whom; empty for a mix. */
  who: string
  grade: string
}

interface Names { personName: (seller: Api['SlipSeller']) => string; productName: (id: number) => string; dayOf: (instant: string) => string }

const keyOf = (of: Api['LotRef']): string => ('lot' in of ? `lot ${of.lot}` : `item ${of.item}`)
/** Ids of slips that are undone here. */
export const undoneHere = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(points(entries).flatMap(({ item: { what } }) => ('undo' in what ? [what.undo.item] : [])))

const points = (entries: readonly Entry[]): PointEntry[] => entries.filter((one): one is PointEntry => one.kind === 'point')

/** What went out of each lot, by what items of this phone. */
function gone(what: Api['PointWhat']): [Api['LotRef'], number][] {
  if ('mix' in what) return what.mix.parts.map((part) => [part.of, part.quantity_g])
  if ('hand_over' in what) return what.hand_over.lots.map((lot) => [lot.of, lot.quantity_g + (lot.lost_g ?? 0)])
  return []
}

export function lying(told: readonly Api['LotNear'][], entries: readonly Entry[], names: Names): Lying[] {
  const undone = undoneHere(entries)
  const all: Lying[] = told.filter((lot) => !undone.has(lot.item)).map((lot) => ({
    of: { lot: lot.lot }, key: `lot ${lot.lot}`, product: lot.product, product_name: lot.product_name, quantity_g: lot.quantity_g,
    day: lot.taken_in_on, who: lot.seller, grade: lot.grade,
  }))
  const byItem = new Map(told.filter((lot) => lot.item).map((lot) => [lot.item, `lot ${lot.lot}`]))
  const key = (of: Api['LotRef']): string => ('item' in of ? byItem.get(of.item) ?? keyOf(of) : keyOf(of))
  const ahead = points(entries).sort((a, b) => a.seq - b.seq)
  for (const { id, item } of ahead) {
    for (const [of, quantity_g] of gone(item.what)) {
      const lot = all.find((one) => one.key === key(of))
      if (lot) lot.quantity_g -= quantity_g
    }
    const came = cameOf(item.what, (of) => all.find((one) => one.key === key(of)))
    if (!came || byItem.has(id) || undone.has(id)) continue
    const seller = 'intake' in item.what ? names.personName(item.what.intake.seller) : ''
    all.push({ of: { item: id }, key: `item ${id}`, ...came, product_name: names.productName(came.product), day: names.dayOf(item.made_at), who: seller })
  }
  return all.filter((lot) => lot.quantity_g > 0)
}

function cameOf(what: Api['PointWhat'], find: (of: Api['LotRef']) => Lying | undefined): { product: number; quantity_g: number; grade: string } | null {
  if ('intake' in what) {
    const { product, gross_g, tare_g, deduction, grade } = what.intake
    const weighed = weigh(gross_g, tare_g ?? 0, deduction ?? null)
    return weighed && { product, quantity_g: weighed.net_g, grade: grade ?? '' }
  }
  if (!('mix' in what)) return null
  const first = find(what.mix.parts[0]?.of ?? { lot: 0 })
  const sum = what.mix.parts.reduce((total, part) => total + part.quantity_g, 0)
  return first ? { product: first.product, quantity_g: what.mix.quantity_g ?? sum, grade: first.grade } : null
}

/** Days after which goods that were not handed over are asked about. */
const LIE_DAYS = 3

/** Lots that have lain here for longer than they should. */
export const lainLong = (lots: readonly Lying[], day: string): Lying[] => lots.filter((lot) => plusDays(lot.day, LIE_DAYS) < day)

/** What is owed, without what was paid from this phone since and without slips that were undone here. */
export function openDues(told: readonly Api['OwedNear'][], entries: readonly Entry[], slips: readonly Api['IntakeSlipView'][] = []): Api['OwedNear'][] {
  const undone = undoneHere(entries)
  const wrong = slips.filter((slip) => undone.has(slip.client) && !slip.undone)
  const paid = new Set(points(entries).flatMap(({ item: { what } }) => ('pay' in what ? what.pay.people.map((due) => due.counterparty) : [])))
  return told.filter((one) => !paid.has(one.counterparty)).map((one) => without(one, wrong.filter((slip) => one.entries.includes(slip.seq)))).filter((one) => one.entries.length > 0)
}

const without = (one: Api['OwedNear'], slips: readonly Api['IntakeSlipView'][]): Api['OwedNear'] => slips.reduce((due, slip) => (
  { ...due, amount_fen: due.amount_fen - slip.amount_fen, quantity_g: due.quantity_g - slip.net_g, entries: due.entries.filter((seq) => seq !== slip.seq) }
), one)
