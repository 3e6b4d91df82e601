// What is asked about before it goes, by the same bounds as the server's.
import { describe, expect, it } from 'vitest'
import { oddSupply, oddSurvey, type Limits } from './odd'

const kg = (n: number): number => n * 1000
const crop = { id: 1, name: '黄桃', grown: true, odd_g: kg(1000), least_g: kg(10), yield_least_g: kg(500), yield_most_g: kg(3000), jump_times: 3, season_start: null, period: null } as Limits
const old = { id: 1, name: '黄桃', grown: true } as Limits

describe('a report', () => {
  it.each<[number, number | null, string[]]>([
    [1000, null, []], [1001, null, ['above']], [10, null, []], [9, null, ['below']],
    [300, 100, []], [301, 100, ['jump_up']], [34, 100, []], [33, 100, ['jump_down']], [1200, 100, ['above', 'jump_up']],
  ])('of %s kg after %s is odd by %j', (grams, last, why) => {
    expect(oddSupply(crop, kg(grams), last === null ? null : kg(last)).map((one) => one.why)).toEqual(why)
  })
  it('is not judged by a list from before there were limits', () => expect(oddSupply(old, kg(99_999), kg(1))).toEqual([]))
})

describe('a survey', () => {
  it.each<[number, number, string[]]>([[100, 20, []], [99, 20, ['yield_low']], [600, 20, []], [601, 20, ['yield_high']], [5, 1, []]])('of %s kg on %s hundredths of a mu is odd by %j', (grams, area, why) => {
    expect(oddSurvey(crop, kg(grams), area).map((one) => one.why)).toEqual(why)
  })
  it('says what it comes to a mu', () => expect(oddSurvey(crop, kg(990), 200)).toEqual([{ why: 'yield_low', than_g: kg(500), now_g: kg(495) }]))
})
