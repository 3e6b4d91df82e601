import { describe, expect, it } from 'vitest'
import type { Api } from '@shared/api/types'
import { blank, type PointEntry } from '../store/entries'
import { lainLong, lying, openDues } from './ahead'

const AT = '2026-08-03T02:00:00.000Z'
const entry = (seq: number, what: Api['PointWhat']): PointEntry =>
  ({ ...blank(`i-${seq}`, seq, AT), kind: 'point', item: { id: `i-${seq}`, seq, made_at: AT, what } })
const slip = (seq: number): PointEntry => entry(seq, { intake: { seller: { household: 5 }, product: 3, gross_g: 52_500, tare_g: 2_500, deduction: null, grade: '一级', price: { fen: 250, per: 500 } } })
const told: Api['LotNear'] = {
  lot: 7, code: 'P1L7', item: 'i-1', product: 3, product_name: '黄桃', quantity_g: 40_000, taken_in_on: '2026-08-02', seller: '孙*', certificate: '', grade: '',
}
const names = { personName: () => '孙*', productName: () => '黄桃', dayOf: (instant: string) => instant.slice(0, 10) }
const left = (entries: PointEntry[]) => lying([told], entries, names).map((lot) => [lot.key, lot.quantity_g])

describe('what lies at the point', () => {
  it('asks about goods that have lain here for more than three days', () => {
    const lot = (key: string, day: string) => ({ of: { lot: 1 }, key, product: 1, product_name: '黄桃', quantity_g: 1, day, who: '', grade: '' })
    expect(lainLong([lot('a', '2026-08-06'), lot('b', '2026-08-07'), lot('c', '2026-07-30')], '2026-08-10').map((one) => one.key)).toEqual(['a', 'c'])
  })
  it('is what the county told, and what came in here since', () => {
    expect(left([slip(2)])).toEqual([['lot 7', 40_000], ['item i-2', 50_000]])
  })
  it('counts a slip once that the county told of already', () => { expect(left([slip(1)])).toEqual([['lot 7', 40_000]]) })
  it('goes into a mix, and out to an outlet with the loss', () => {
    const mix = entry(3, { mix: { parts: [{ of: { lot: 7 }, quantity_g: 40_000 }, { of: { item: 'i-2' }, quantity_g: 20_000 }], certificate: 'CN-1', quantity_g: 59_000 } })
    expect(left([slip(2), mix])).toEqual([['item i-2', 30_000], ['item i-3', 59_000]])
    const gone = entry(4, { hand_over: { to: 9, lots: [{ of: { item: 'i-3' }, quantity_g: 50_000, lost_g: 9_000 }] } })
    expect(left([slip(2), mix, gone])).toEqual([['item i-2', 30_000]])
  })
  it('knows a lot by its item, too', () => {
    expect(left([entry(5, { hand_over: { to: 9, lots: [{ of: { item: 'i-1' }, quantity_g: 40_000, lost_g: 0 }] } })])).toEqual([])
  })
})

describe('what is owed', () => {
  it('is nobody’s who was paid here since', () => {
    const due = (counterparty: number): Api['OwedNear'] => ({ counterparty, kind: 'household', name: '孙*', place: '', initials: 'sds', note: '', quantity_g: 1, amount_fen: 1, entries: [1] })
    const pay = entry(6, { pay: { how: 'cash', people: [{ counterparty: 2, entries: [1], amount_fen: 1 }] } })
    expect(openDues([due(1), due(2)], [pay]).map((one) => one.counterparty)).toEqual([1])
  })
})
