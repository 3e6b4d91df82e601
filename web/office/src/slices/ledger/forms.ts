// The papers that are written by hand, as data: where each goes, who may, what it asks. Pure.
import type { Api } from '@shared/api/types'
import { lineAmount } from '@shared/lib/quantity'
import type { Product } from './products'

export type FormKind = 'purchase' | 'wholesale' | 'live' | 'loss' | 'donation' | 'count' | 'transfer' | 'repack' | 'consignment' | 'settlement' | 'opening'

export interface FormSetting {
  path: string
  permission: string
  /** Name of the other side in the body; none: no other side. */
  party?: 'supplier' | 'buyer' | 'owner' | 'recipient'
  /** The other side may be left out, and the lines say when they came in: stock from before the book. */
  before?: true
  /** Goes to another outlet. */
  to?: true
  /** Names the live-stream session that it was made in. */
  session?: true
  /** Each line has a price, or an amount. */
  priced?: true
  /** Each line may carry a worth that the other side or the new lot takes over. */
  worth?: true
  /** Each line takes from a lot. */
  lot?: true
  /** Each line brings its papers. */
  papers?: true
  /** Its goods may come from produce that was reported as unsalable. */
  tie?: true
  /** How it was paid; `on_account` unless said. */
  paid?: true
  /** Needs its reason. */
  reason?: true
  /** The lines go in, and these products come out. */
  output?: true
}

export const FORMS: Readonly<Record<FormKind, FormSetting>> = {
  purchase: { path: '/purchases', permission: 'ledger.write', party: 'supplier', priced: true, papers: true, tie: true, paid: true },
  wholesale: { path: '/sales', permission: 'till.sell', party: 'buyer', priced: true, lot: true, paid: true },
  live: { path: '/sales', permission: 'till.sell', session: true, priced: true, lot: true, paid: true },
  loss: { path: '/losses', permission: 'ledger.write', lot: true, reason: true },
  donation: { path: '/donations', permission: 'ledger.write', party: 'recipient', lot: true, worth: true, reason: true },
  count: { path: '/counts', permission: 'ledger.write', reason: true },
  transfer: { path: '/transfers', permission: 'ledger.write', to: true, lot: true, worth: true },
  repack: { path: '/repackings', permission: 'ledger.write', lot: true, worth: true, output: true },
  consignment: { path: '/consignments', permission: 'ledger.write', party: 'owner', priced: true, papers: true, tie: true },
  settlement: { path: '/consignments/settlements', permission: 'ledger.write', party: 'owner', priced: true, paid: true },
  opening: { path: '/openings', permission: 'ledger.write', party: 'supplier', before: true, worth: true, papers: true },
}

export interface Papers { made_on: string; batch_no: string; expires_on: string; certificate: string; unsalable: string }

export interface LineDraft {
  id: number
  product: number | null
  /** Grams or pieces, by the product. */
  quantity: number | null
  price_fen: number | null
  /** Grams that the price is for. */
  per: number
  /** Said instead of a price, or the worth of a line. */
  amount_fen: number | null
  lot: number | null
  papers: Papers
  /** Pasted cells that could not be read; they are marked until the line is mended. */
  unread: string[]
}

export interface OutputDraft { product: number | null; quantity: number | null; papers: Papers }

export interface Draft {
  day: string
  party: Api['Party'] | null
  to: number | null
  session: number | null
  lines: LineDraft[]
  means: string
  reason: string
  note: string
  /** When opening stock was taken in. */
  taken_in_on: string
  outputs: OutputDraft[]
}

export const noPapers = (): Papers => ({ made_on: '', batch_no: '', expires_on: '', certificate: '', unsalable: '' })
export const newLine = (id: number): LineDraft => ({ id, product: null, quantity: null, price_fen: null, per: 500, amount_fen: null, lot: null, papers: noPapers(), unread: [] })
export const newOutput = (): OutputDraft => ({ product: null, quantity: null, papers: noPapers() })
export const newDraft = (): Draft => ({ day: '', party: null, to: null, session: null, lines: [newLine(1)], means: 'on_account', reason: '', note: '', taken_in_on: '', outputs: [newOutput()] })

/** Which papers a product's class asks for (Food Safety Law art. 53, 65; commitment certificates). */
export function papersOf(legal_class: string): Exclude<keyof Papers, 'unsalable'>[] {
  if (legal_class === 'edible_farm') return ['certificate']
  if (legal_class === 'non_food' || legal_class === 'service') return []
  return ['made_on', 'batch_no', 'expires_on']
}

/** Whether a line may name the report of unsalable produce that its goods come from. */
export const mayTie = (form: FormSetting, product: Product | undefined): boolean => form.tie === true && papersOf(product?.legal_class ?? '').length > 0

/** What a refusal says of the report that a line names, by line; the server counts only the lines that were sent. */
export function tieMessages(lines: readonly LineDraft[], errors: readonly { field: string; message: string }[]): ReadonlyMap<number, string> {
  const sent = written(lines)
  return new Map(errors.flatMap(({ field, message }) => {
    const line = sent[Number(/^lines\.(\d+)\.papers\.unsalable$/.exec(field)?.[1] ?? NaN)]
    return line ? [[line.id, message] as const] : []
  }))
}

export const isWeighed = (product: Product | undefined): boolean => product?.unit === 'g'

/** What a line comes to; null as long as something is missing. */
export function amountOf(line: LineDraft, product: Product | undefined): number | null {
  if (line.price_fen === null) return line.amount_fen
  return line.quantity === null ? null : lineAmount(line.price_fen, line.quantity, isWeighed(product) ? line.per : 1)
}

export function totalOf(lines: readonly LineDraft[], known: ReadonlyMap<number, Product>): number | null {
  let total = 0
  for (const line of written(lines)) {
    const amount = amountOf(line, known.get(line.product ?? 0))
    if (amount === null) return null
    total += amount
  }
  return total
}

/** Lines in which something stands. */
export const written = (lines: readonly LineDraft[]): LineDraft[] =>
  lines.filter((line) => line.product !== null || line.quantity !== null || line.unread.length > 0)

/** The body of the request: only what this kind of paper asks. */
export function bodyOf(kind: FormKind, draft: Draft, known: ReadonlyMap<number, Product>): Record<string, unknown> {
  const form = FORMS[kind]
  const before = form.before && { ...(draft.party && { supplier: draft.party }), ...(draft.taken_in_on && { taken_in_on: draft.taken_in_on }) }
  const lines = written(draft.lines).map((line) => ({ ...lineBody(kind, line, known.get(line.product ?? 0)), ...before }))
  const total = totalOf(draft.lines, known) ?? 0
  const paid = form.path === '/sales' || draft.means !== 'on_account' ? [{ means: draft.means, amount_fen: total }] : []
  return {
    ...(draft.day && { day: draft.day }),
    ...(form.party && !form.before && { [form.party]: draft.party }),
    ...(form.to && { to: draft.to }),
    ...(form.output ? { inputs: lines, ...outputBody(draft, known) } : { lines }),
    ...(kind === 'wholesale' && { channel: 'wholesale' }),
    ...(form.session && { channel: 'live', session: draft.session }),
    ...(form.paid && { payments: paid }),
    ...(form.reason && { reason: draft.reason.trim() }),
    ...(!form.reason && kind !== 'opening' && draft.note.trim() && { note: draft.note.trim() }),
  }
}

function lineBody(kind: FormKind, line: LineDraft, product: Product | undefined): Record<string, unknown> {
  const form = FORMS[kind]
  const quantity = quantityBody(line.quantity, product)
  return {
    product: line.product,
    ...(kind === 'count' ? { found: quantity } : { quantity }),
    ...(form.priced && (line.price_fen === null ? { amount_fen: line.amount_fen } : { price: { fen: line.price_fen, per: isWeighed(product) ? line.per : 1 } })),
    ...(form.worth && line.amount_fen !== null && { amount_fen: line.amount_fen }),
    ...(form.lot && line.lot !== null && { lot: line.lot }),
    ...(form.papers && { papers: { ...papersBody(line.papers, product), ...(mayTie(form, product) && line.papers.unsalable && { unsalable: Number(line.papers.unsalable) }) } }),
  }
}

const quantityBody = (quantity: number | null, product: Product | undefined): Record<string, number> =>
  isWeighed(product) ? { g: quantity ?? 0 } : { pieces: quantity ?? 0 }

const papersBody = (papers: Papers, product: Product | undefined): Record<string, string> =>
  Object.fromEntries(papersOf(product?.legal_class ?? '').flatMap((key) => (papers[key].trim() ? [[key, papers[key].trim()]] : [])))

function outputBody(draft: Draft, known: ReadonlyMap<number, Product>): Record<string, unknown> {
  const output = ({ product, quantity, papers }: OutputDraft): Record<string, unknown> => {
    const found = known.get(product ?? 0)
    return { product, quantity: quantityBody(quantity, found), papers: papersBody(papers, found) }
  }
  return { outputs: draft.outputs.map(output) }
}
