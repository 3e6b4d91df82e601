import { describe, expect, it } from 'vitest'
import type { Api } from '@shared/api/types'
import { blank, type PointEntry } from '../store/entries'
import { linesOf } from './lines'
import { sellersOf, totalOf } from './sellers'

const AT = '2026-08-25T02:00:00.000Z'
const entry = (seq: number, what: Api['PointWhat'], more: Partial<PointEntry> = {}): PointEntry => ({ ...blank(`i-${seq}`, seq, AT), ...more, kind: 'point', item: { id: `i-${seq}`, seq, made_at: AT, what } })
const slip = (seq: number, more: Partial<Api['IntakeSlip']> = {}, state: Partial<PointEntry> = {}): PointEntry =>
  entry(seq, { intake: { seller: { household: 5 }, product: 3, gross_g: 52_500, tare_g: 2_500, deduction: null, price: { fen: 250, per: 500 }, ...more } }, state)
const undo = (seq: number, item: string): PointEntry => entry(seq, { undo: { item, reason: '毛重看错' } })
const told = (more: Partial<Api['IntakeSlipView']> = {}): Api['IntakeSlipView'] => ({
  client: 't-1', seq: 1, receipt_no: 'P1-1', day: '2026-08-24', told_at: AT, counterparty: 9, seller: '孙*', product: 3, product_name: '黄桃', lot: 4, gross_g: 42_500, tare_g: 2_500,
  deducted_g: 0, net_g: 40_000, grade: '', price: { fen: 250, per: 500 }, amount_fen: 20_000, paid: 'on_account', settled: 'open', unsalable: 0, undone: false, kept_by: null, ...more,
})
const sums: Api['SellerSums'] = { counterparty: 9, kind: 'household', id: 5, slips: 2, quantity_g: 90_000, total_fen: 45_000, paid_fen: 25_000, drawn_fen: 0, owed_fen: 20_000 }
const person = { kind: 'household', id: 5, name: '孙*', initials: 'sds', note: '梧桐村 #5' }
const names = { personName: () => '孙*', productName: () => '黄桃', dayOf: (instant: string) => instant.slice(0, 10), sellerOf: () => 'household 5' }
const seen = (entries: PointEntry[], slips = [told()]) => {
  const lines = linesOf(slips, entries, names)
  return sellersOf([sums], [person], lines, entries).map(({ key, slips: count, quantity_g, paid_fen, owed_fen, ahead }) => [key, count, quantity_g, paid_fen, owed_fen, ahead])
}

describe('what came in of a household', () => {
  it('is what the book says', () => { expect(seen([])).toEqual([['household 5', 2, 90_000, 25_000, 20_000, 0]]) })
  it('counts slips of this phone that the county does not know of, paid and open', () => {
    expect(seen([slip(2), slip(3, { paid: 'cash' })])).toEqual([['household 5', 4, 190_000, 50_000, 45_000, 2]])
  })
  it('leaves out what is undone here, and what was undone before anybody heard of it', () => {
    expect(seen([undo(2, 't-1')])).toEqual([['household 5', 1, 50_000, 25_000, 0, 1]])
    expect(seen([slip(2), undo(3, 'i-2')])).toEqual([['household 5', 2, 90_000, 25_000, 20_000, 0]])
  })
  it('knows who was paid here since', () => {
    expect(seen([entry(2, { pay: { how: 'cash', people: [{ counterparty: 9, entries: [1], amount_fen: 20_000 }] } })])).toEqual([['household 5', 2, 90_000, 45_000, 0, 1]])
  })
  it('has somebody whose name was written beside it', () => {
    expect(seen([slip(2, { seller: { named: { name: '李四', address: '', contact: '1', farmer: true } } })]).map(([key]) => key)).toEqual(['household 5', 'named 李四'])
  })
  it('adds up', () => {
    const lines = linesOf([told()], [slip(2)], names)
    expect(totalOf(sellersOf([sums], [person], lines, [slip(2)]))).toEqual({ quantity_g: 140_000, total_fen: 70_000, paid_fen: 25_000, drawn_fen: 0, owed_fen: 45_000 })
  })
})

describe('a slip', () => {
  const kept = (entries: PointEntry[], key: string, slips = [told()]) => linesOf(slips, entries, names).find((line) => line.key === key)?.kept_by?.[0] ?? null
  const part = (of: Api['LotRef']) => ({ of, quantity_g: 1 })
  it('can be undone until something comes of it here', () => {
    expect(kept([slip(2)], 'i-2')).toBeNull()
    expect(kept([], 't-1')).toBeNull()
    for (const of of [{ lot: 4 }, { item: 't-1' }]) expect(kept([entry(2, { mix: { parts: [part(of)], certificate: 'CN-1' } })], 't-1')).toMatch('拼批')
    expect(kept([slip(2), entry(3, { hand_over: { to: 9, lots: [{ ...part({ item: 'i-2' }), lost_g: 0 }] } })], 'i-2')).toMatch('拼批')
    expect(kept([entry(2, { pay: { how: 'cash', people: [{ counterparty: 9, entries: [1], amount_fen: 20_000 }] } })], 't-1')).toMatch('货款已付')
  })
  it('that was paid in cash is the office’s once it was on its way, and says what the county says of it', () => {
    expect(kept([slip(2, { paid: 'cash' })], 'i-2')).toBeNull()
    expect(kept([slip(2, { paid: 'cash' }, { tries: 1 })], 'i-2')).toMatch('货款已付')
    expect(kept([], 't-1', [told({ kept_by: { zh: '太早了', en: 'too old' } })])).toBe('太早了')
  })
})
