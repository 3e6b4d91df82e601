import { describe, expect, it } from 'vitest'
import { comesTo, grams, ppm, weigh } from './weigh'

describe('a slip', () => {
  it.each([
    ['105', 'jin', 52_500], ['52.5', 'kg', 52_500], ['５２．５', 'kg', 52_500], ['0.002', 'jin', 1], ['0.001', 'jin', null],
    ['', 'kg', null], ['-1', 'kg', null], ['多', 'kg', null], ['1e3', 'kg', null],
  ] as const)('%s %s is %s g', (text, unit, expected) => { expect(grams(text, unit)).toBe(expected) })
  it('takes nothing said for nothing where that is allowed', () => { expect(grams(' ', 'kg', 0)).toBe(0) })
  it.each([['3', 30_000], ['2.75', 27_500], ['0', 0], ['100', 1_000_000], ['100.01', null], ['-1', null], ['', null], ['3.333', null]] as const)(
    '%s per cent is %s', (text, expected) => { expect(ppm(text)).toBe(expected) })
  // The same table as the server's.
  it.each([
    [52_500, 2_500, null, 0, 50_000], [52_500, 2_500, { ppm: 30_000 }, 1_500, 48_500], [33_350, 0, { ppm: 30_000 }, 1_001, 32_349],
    [33_349, 0, { ppm: 30_000 }, 1_000, 32_349], [52_500, 2_500, { g: 750 }, 750, 49_250],
  ] as const)('%i less %i less %j leaves', (gross, tare, off, off_g, net_g) => { expect(weigh(gross, tare, off)).toEqual({ off_g, net_g }) })
  it.each([[2_500, 2_500, null], [2_500, 3_000, null], [2_500, 0, { ppm: 1_000_000 }], [2_500, 0, { g: 2_500 }]] as const)(
    '%i less %i less %j leaves nothing', (gross, tare, off) => { expect(weigh(gross, tare, off)).toBeNull() })
  it('comes to whole fen, halves up', () => {
    expect(comesTo(48_500, 250, 500)).toBe(24_250)
    expect(comesTo(1, 250, 500)).toBe(1)
    expect(comesTo(1, 249, 500)).toBe(0)
  })
})
