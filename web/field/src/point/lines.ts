// Slips as cards show them: those that the county told of, and those of this phone that it does not know of yet; what can
// still be undone, and why not. Plain values, so that it can be tested.
import type { Api } from '@shared/api/types'
import type { Pair } from '@shared/i18n/words'
import type { Entry, PointEntry } from '../store/entries'
import { w } from '../words'
import { undoneHere } from './ahead'
import { comesTo, weigh } from './weigh'

export interface Line {
  /** The id that a phone gave the slip. */
  key: string
  day: string
  who: string
  /** As the people name the seller: kind and number; a name that was written is its own. */
  seller: string
  what: string
  gross_g: number; tare_g: number; off_g: number; net_g: number
  grade: string
  amount_fen: number
  settled: 'open' | 'drawn' | 'paid'
  cash: boolean
  /** Reversed, or on its way to be. */
  undone: 'no' | 'waits' | 'yes'
  /** Kept on this phone alone. */
  waits: boolean
  number: string
  /** The report of unsalable produce that it belongs to; 0 for none. */
  unsalable: number
  /** Why it cannot be undone here; none if it can. */
  kept_by: Pair | null
}

interface Names { personName: (seller: Api['SlipSeller']) => string; productName: (id: number) => string; dayOf: (instant: string) => string; sellerOf: (counterparty: number) => string }

/** What makes one seller of slips that say whose they are in different ways. */
export const sellerKey = (seller: Api['SlipSeller']): string => {
  if ('named' in seller) return `named ${seller.named.name}`
  const [kind, id] = Object.entries(seller)[0] ?? ['', 0]
  return `${kind} ${id}`
}

const points = (entries: readonly Entry[]): PointEntry[] => entries.filter((one): one is PointEntry => one.kind === 'point')

/** What this phone did since with a slip: mixed or handed on, or paid. */
function since(ahead: readonly PointEntry[], slip: { client: string; lot?: number; seq?: number }): Pair | null {
  for (const { item: { what } } of ahead) {
    const parts = 'mix' in what ? what.mix.parts : 'hand_over' in what ? what.hand_over.lots : []
    if (parts.some(({ of }) => ('item' in of ? of.item === slip.client : of.lot === slip.lot))) return w.point.undo_moved
    if ('pay' in what && what.pay.people.some((due) => slip.seq !== undefined && due.entries?.includes(slip.seq))) return w.point.undo_paid
  }
  return null
}

/** Slips, the newest first: those of this phone alone on top. */
export function linesOf(slips: readonly Api['IntakeSlipView'][], entries: readonly Entry[], names: Names): Line[] {
  const ahead = points(entries)
  const undone = undoneHere(entries)
  const known = new Set(slips.map((slip) => slip.client))
  const here = ahead.flatMap((entry) => lineOf(entry, names, undone, since(ahead, { client: entry.id }))).filter((line) => !known.has(line.key)).reverse()
  const told = slips.map((slip): Line => ({
    key: slip.client, day: slip.day, who: slip.seller, seller: names.sellerOf(slip.counterparty), what: slip.product_name, gross_g: slip.gross_g, tare_g: slip.tare_g,
    off_g: slip.deducted_g, net_g: slip.net_g, grade: slip.grade, amount_fen: slip.amount_fen, settled: slip.settled as Line['settled'], cash: slip.paid === 'cash',
    undone: slip.undone ? 'yes' : undone.has(slip.client) ? 'waits' : 'no', waits: false, number: slip.receipt_no, unsalable: slip.unsalable,
    kept_by: slip.kept_by ? [slip.kept_by.zh, slip.kept_by.en] : since(ahead, slip),
  }))
  return [...here, ...told]
}

function lineOf(entry: PointEntry, names: Names, undone: ReadonlySet<string>, moved: Pair | null): Line[] {
  if (!('intake' in entry.item.what)) return []
  const slip = entry.item.what.intake
  const weighed = weigh(slip.gross_g, slip.tare_g ?? 0, slip.deduction ?? null)
  if (!weighed) return []
  const cash = slip.paid === 'cash'
  // What was on its way may be in the book already, with the cash that was counted out.
  const gone = entry.state !== 'kept' || entry.tries > 0 || Boolean(entry.carried_at)
  return [{
    key: entry.id, day: names.dayOf(entry.made_at), who: names.personName(slip.seller), seller: sellerKey(slip.seller), what: names.productName(slip.product),
    gross_g: slip.gross_g, tare_g: slip.tare_g ?? 0, ...weighed, grade: slip.grade ?? '', amount_fen: comesTo(weighed.net_g, slip.price.fen, slip.price.per) ?? 0,
    settled: cash ? 'paid' : 'open', cash, undone: undone.has(entry.id) ? 'waits' : 'no', waits: entry.state === 'kept', number: '', unsalable: slip.papers?.unsalable ?? 0,
    kept_by: moved ?? (cash && gone ? w.point.undo_paid : null),
  }]
}
