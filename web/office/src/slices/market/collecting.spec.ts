// A run while it is planned: loads moved and taken off, what is sent; a delivery on its way into a book.
import { beforeEach, describe, expect, it } from 'vitest'
import { addWords } from '@shared/i18n'
import { prefs } from '@shared/lib/prefs'
import { bookingTag, lineBody, purchaseBody } from './booking'
import { moved, runBody, runStart, startOf, sumOf, vehiclesBody, without, type DraftLoad, type RunDetail } from './collecting'
import type { Delivery } from './contract'
import { words } from './words'

addWords('market', words)
beforeEach(() => { prefs.unit = 'jin' })
const load = (source_id: number, grams: number | null): DraftLoad => ({ source: 'contract', source_id, village: '梧桐村', crop: '黄桃', seller: '', buyer: '', grams })

describe('a run', () => {
  const loads = [load(1, 400_000), load(2, 600_000), load(3, null)]
  it('keeps its loads in the order that people give them', () => {
    const order = (list: readonly DraftLoad[]): number[] => list.map(({ source_id }) => source_id)
    expect([order(moved(loads, 0, 1)), order(moved(loads, 2, -1)), order(moved(loads, 0, -1)), order(moved(loads, 2, 1))]).toEqual([[2, 1, 3], [1, 3, 2], [1, 2, 3], [1, 2, 3]])
    expect([order(without(loads, 1)), sumOf(loads), order(loads)]).toEqual([[1, 3], 1_000_000, [1, 2, 3]])
  })
  it('is sent in whole kilograms, never above what the vehicle takes', () => {
    const body = runBody(7, { vehicle: '货车', limit: 1_500_900, day: '2026-08-10' }, loads.slice(0, 1))
    expect(body).toEqual({ township: 7, vehicle: '货车', limit_kg: 1500, day: '2026-08-10', loads: [{ source: 'contract', source_id: 1, grams: 400_000 }] })
    expect(vehiclesBody([{ vehicle: '货车', limit_g: 900_000, stops_most: null, day: null }, { vehicle: '三轮', limit_g: null, stops_most: 2, day: '2026-08-11' }]))
      .toEqual([{ vehicle: '货车', limit_kg: 900 }, { vehicle: '三轮', limit_kg: 0, stops_most: 2, day: '2026-08-11' }])
  })
  it('is changed from what it is; an estimate is no agreed cost', () => {
    const run = { township: 7, day: '2026-08-10', vehicle: '货车', limit_g: 1_000_000, to_division: 0, to_name: '', to_place: '', note: '', cost_fen: 20_000, estimated: true, stops: [] } as unknown as RunDetail
    expect(runStart(startOf(run))).toMatchObject({ limit: 1_000_000, cost_fen: null, to_division: null })
    expect(startOf({ ...run, estimated: false }).cost_fen).toBe(20_000)
  })
})

describe('a delivery', () => {
  it.each([['made', '进货 4 号'], ['tied', '对上 4 号'], ['waiting', '待入账'], ['outside', '不在台账'], ['undone', '已冲回']])('that is %s says so', (booking, word) => {
    expect(bookingTag({ booking, book_entry: 4 } as Delivery).word).toBe(word)
  })
  it('is booked on account, or paid to the fen', () => {
    expect(purchaseBody({ product: 3 }, 'on_account', 60_000)).toEqual({ purchase: { product: 3, payments: [] } })
    expect(purchaseBody({ product: 3 }, 'cash', 60_000)).toEqual({ purchase: { product: 3, payments: [{ means: 'cash', amount_fen: 60_000 }] } })
    expect(lineBody('12/3')).toEqual({ line: { entry: 12, line: 3 } })
  })
})
