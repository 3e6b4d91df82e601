import { describe, expect, it } from 'vitest'
import { pauseAfter } from './back-off'
import { countyDay, daysOff, plusDays, shortDay } from './days'

describe('days', () => {
  it.each([
    ['2026-08-03', '2026-08-03', 0],
    // Midnight passed between the two.
    ['2026-08-04', '2026-08-03', 0],
    ['2026-08-05', '2026-08-03', 2],
    ['2026-08-03', '1970-01-01', 20_668],
    ['2026-08-03', '2099-01-01', -26_449],
  ])('county %s, phone %s: %i days off', (county, phone, off) => { expect(daysOff(county, phone)).toBe(off) })

  it('of a phone whose clock began anew are put right', () => {
    const off = daysOff('2026-08-03', '1970-01-01')
    expect(countyDay(off, new Date('1970-01-02T04:00:00Z'))).toBe('2026-08-04')
    expect(countyDay(0, new Date('2026-08-03T17:00:00Z'))).toBe('2026-08-04')
  })
  it('go over the end of a year', () => { expect(plusDays('2026-12-31', 1)).toBe('2027-01-01') })
  it('are short in both languages', () => {
    expect([shortDay('2026-08-03', 'zh-CN'), shortDay('2026-08-03', 'en'), shortDay('', 'en')]).toEqual(['8月3日', '3 Aug', ''])
  })
})

describe('trying again', () => {
  it('comes less and less often, and never stops', () => {
    expect([1, 2, 3, 8, 50].map((n) => pauseAfter(n, 0.5))).toEqual([5_000, 10_000, 20_000, 600_000, 600_000])
  })
  it('is spread', () => { expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([3_750, 6_250]) })
})
