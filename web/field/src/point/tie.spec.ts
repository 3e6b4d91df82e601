import { describe, expect, it } from 'vitest'
import { blank, type PointEntry } from '../store/entries'
import type { Api } from '@shared/api/types'
import { fitting, leftOf, proposed, type Report } from './tie'

const report = (id: number, more: Partial<Report> = {}): Report =>
  ({ id, crop_name: '黄桃', village: 33, village_name: '梧桐村', township: 7, confirmed: true, left_g: 100_000, until: '2026-09-20', products: [3], ...more })
const AT = '2026-08-25T02:00:00.000Z'
const entry = (seq: number, what: Api['PointWhat']): PointEntry => ({ ...blank(`i-${seq}`, seq, AT), kind: 'point', item: { id: `i-${seq}`, seq, made_at: AT, what } })
const slip = (seq: number, unsalable: number | null): PointEntry =>
  entry(seq, { intake: { seller: { household: 5 }, product: 3, gross_g: 42_500, tare_g: 2_500, deduction: null, price: { fen: 250, per: 500 }, papers: { unsalable } } })
const here = { township: 7, village: 33 }

describe('the report that a slip belongs to', () => {
  it.each([
    ['of the crop', report(1), 3, here, '2026-08-25', [1]], ['of another crop', report(1), 4, here, '2026-08-25', []],
    ['of another township', report(1), 3, { township: 8, village: 81 }, '2026-08-25', []], ['of the township', report(1), 3, { township: 7, village: 34 }, '2026-08-25', [1]],
    ['who is in no register', report(1), 3, { township: null, village: null }, '2026-08-25', [1]], ['nobody chosen yet', report(1), 3, null, '2026-08-25', [1]],
    ['on its last day', report(1), 3, here, '2026-09-20', [1]], ['after it', report(1), 3, here, '2026-09-21', []],
  ] as const)('%s', (_, one, product, seller, day, expected) => { expect(fitting([one], product, seller, day).map(({ id }) => id)).toEqual(expected) })
  it('is proposed where one alone fits and the seller is of its village', () => {
    expect(proposed([report(1)], here)).toBe(1)
    expect(proposed([report(1), report(2)], here)).toBe(0)
    expect(proposed([report(1)], { township: 7, village: 34 })).toBe(0)
    expect(proposed([report(1)], null)).toBe(0)
    expect(proposed([], here)).toBe(0)
  })
  it('has less left by slips that the county does not know of, and is offered no more once nothing is', () => {
    const left = (ahead: PointEntry[], known: string[] = []) => leftOf([report(1)], ahead, new Set(known)).map((one) => one.left_g)
    expect(left([slip(1, 1), slip(2, null)])).toEqual([60_000])
    expect(left([slip(1, 1)], ['i-1'])).toEqual([100_000])
    expect(left([slip(1, 1), entry(2, { undo: { item: 'i-1', reason: '记错' } })])).toEqual([100_000])
    expect(left([slip(1, 1), slip(2, 1), slip(3, 1)])).toEqual([])
  })
})
