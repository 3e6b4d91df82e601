// What came in of each seller and how it is paid: by the book, with what this phone did since. Pure.
import type { Api } from '@shared/api/types'
import type { Entry } from '../store/entries'
import type { Line } from './lines'

export interface Seller {
  key: string
  name: string
  initials: string
  note: string
  quantity_g: number
  total_fen: number
  paid_fen: number
  /** On a list, not paid yet. */
  drawn_fen: number
  owed_fen: number
  slips: number
  /** Slips, undoings and payments that are not in these sums of the county yet. */
  ahead: number
}

type Sums = Api['SellerSums']
type Person = Pick<Api['PersonNear'], 'kind' | 'id' | 'name' | 'initials' | 'note'>

const empty = (key: string, person: Partial<Person>): Seller =>
  ({ key, name: person.name ?? '', initials: person.kind === 'producer' ? '' : person.initials ?? '', note: person.note ?? '', quantity_g: 0, total_fen: 0, paid_fen: 0, drawn_fen: 0, owed_fen: 0, slips: 0, ahead: 0 })

/** A slip more, or one less. */
function add(to: Seller, line: Line, sign: 1 | -1): void {
  to.slips += sign
  to.quantity_g += sign * line.net_g
  to.total_fen += sign * line.amount_fen
  to[line.settled === 'paid' ? 'paid_fen' : line.settled === 'drawn' ? 'drawn_fen' : 'owed_fen'] += sign * line.amount_fen
  to.ahead += 1
}

/** Sellers, who sold last on top; `lines` are slips as the phone knows them, `entries` what it did since. */
export function sellersOf(sums: readonly Sums[], people: readonly Person[], lines: readonly Line[], entries: readonly Entry[]): Seller[] {
  const all = new Map<string, Seller>()
  for (const { kind, id, slips: count, quantity_g, total_fen, paid_fen, drawn_fen, owed_fen } of sums) {
    const key = `${kind} ${id}`
    const person = people.find((one) => one.kind === kind && one.id === id) ?? { kind, name: `#${id}` }
    all.set(key, { ...empty(key, person), slips: count, quantity_g, total_fen, paid_fen, drawn_fen, owed_fen })
  }
  const of = (line: Line): Seller => {
    const there = all.get(line.seller)
    if (there) return there
    const seller = empty(line.seller, people.find((one) => `${one.kind} ${one.id}` === line.seller) ?? { name: line.who })
    all.set(line.seller, seller)
    return seller
  }
  for (const line of lines.filter((one) => one.number === '' && one.undone === 'no')) add(of(line), line, 1)
  for (const line of lines.filter((one) => one.number !== '' && one.undone === 'waits')) add(of(line), line, -1)
  for (const entry of entries) {
    if (entry.kind !== 'point' || !('pay' in entry.item.what)) continue
    for (const due of entry.item.what.pay.people) {
      const sum = sums.find((one) => one.counterparty === due.counterparty)
      const seller = sum && all.get(`${sum.kind} ${sum.id}`)
      if (!seller) continue
      seller.paid_fen += due.amount_fen ?? 0
      seller.owed_fen -= due.amount_fen ?? 0
      seller.ahead += 1
    }
  }
  return [...all.values()].filter((one) => one.slips > 0 || one.owed_fen !== 0 || one.total_fen !== 0)
}

/** All of them together. */
export const totalOf = (sellers: readonly Seller[]): Pick<Seller, 'quantity_g' | 'total_fen' | 'paid_fen' | 'drawn_fen' | 'owed_fen'> =>
  sellers.reduce((sum, one) => ({
    quantity_g: sum.quantity_g + one.quantity_g, total_fen: sum.total_fen + one.total_fen, paid_fen: sum.paid_fen + one.paid_fen,
    drawn_fen: sum.drawn_fen + one.drawn_fen, owed_fen: sum.owed_fen + one.owed_fen,
  }), { quantity_g: 0, total_fen: 0, paid_fen: 0, drawn_fen: 0, owed_fen: 0 })
