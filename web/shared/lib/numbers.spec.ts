import { describe, expect, it } from 'vitest'
import { mulDivRound, sum } from './digits'
import { moneyText, parseYuan, shareText, wanText, yuanPlain } from './money'
import { lineAmount, massText, parsePieces, parseWeight, weightText } from './quantity'
import { instantText, proseDate } from './dates'

describe('yuan text to fen', () => {
  it.each([
    ['12.5', 1250], ['12.50', 1250], ['0.01', 1], ['.5', 50], ['1,234.50', 123450], ['¥1,234.5', 123450],
    ['１２．５元', 1250], [' 100 ', 10000], ['-3.2', -320], ['100000.00', 10_000_000], ['12.500', 1250],
    ['90071992547409.91', 9007199254740991],
    ['', null], ['abc', null], ['1.234', null], ['1.2.3', null], ['1e3', null], ['一百', null], ['90071992547409.92', null], ['.', null],
  ])('%s → %s', (text, fen) => expect(parseYuan(text)).toBe(fen))
})

describe('fen to text', () => {
  it.each([
    [0, '¥0.00'], [1, '¥0.01'], [123450, '¥1,234.50'], [-123450, '-¥1,234.50'], [10_000_001, '¥100,000.01'], [9007199254740991, '¥90,071,992,547,409.91'],
  ])('%s → %s', (fen, text) => expect(moneyText(fen)).toBe(text))
  it('goes to an input and back', () => [0, 5, 1250, -7, 9007199254740991].forEach((fen) => expect(parseYuan(yuanPlain(fen))).toBe(fen)))
  it.each([[1_234_567_800, '1,234.57'], [3_000_000_000, '3,000.00'], [-5_000, '-0.01']])('%s fen → %s 万', (fen, text) => expect(wanText(fen)).toBe(text))
  it.each([[200_000, '20%'], [123_456, '12.34%'], [699_999, '69.99%'], [1_000_000, '100%'], [0, '0%'], [-50_000, '-5%']])('%s ppm → %s', (ppm, text) => expect(shareText(ppm)).toBe(text))
})

describe('weights', () => {
  it.each([
    ['12.5', 'jin', 6250], ['12.5', 'kg', 12500], ['3kg', 'jin', 3000], ['3公斤', 'jin', 3000], ['5两', 'jin', 250], ['1.5吨', 'jin', 1_500_000], ['2 斤', 'kg', 1000],
    ['０．５', 'jin', 250], ['0.002', 'jin', 1], ['0.001', 'jin', null], ['0.001', 'kg', 1], ['750g', 'jin', 750], ['一百余斤', 'jin', null], ['', 'jin', null],
  ] as const)('%s in %s → %s g', (text, unit, grams) => expect(parseWeight(text, unit)).toBe(grams))
  it.each([[1750, 'jin', '3.5'], [1750, 'kg', '1.75'], [500_000_000, 'jin', '1,000,000'], [1, 'jin', '0.002'], [0, 'kg', '0'], [-500, 'jin', '-1']] as const)(
    '%s g in %s → %s', (grams, unit, text) => expect(weightText(grams, unit)).toBe(text))
  it.each([[999_000, '999 kg'], [1_000_000, '1 t'], [50_250_000, '50.25 t']])('%s g is %s', (grams, text) => expect(massText(grams, { kg: 'kg', tonne: 't' })).toBe(text))
  it.each([['12', 12], ['12.0', 12], ['1.5', null], ['x', null]])('%s pieces → %s', (text, pieces) => expect(parsePieces(text)).toBe(pieces))
})

describe('amounts', () => {
  it.each([
    [1280, 750, 500, 1920], [1, 250, 500, 1], [1, 249, 500, 0], [333, 500, 1000, 167], [-333, 500, 1000, -167], [2_000_000_000, 10_000_000, 500, 40_000_000_000_000],
  ])('%s fen × %s per %s = %s', (price, quantity, per, amount) => expect(lineAmount(price, quantity, per)).toBe(amount))
  it('refuses what no longer fits', () => {
    expect(mulDivRound(Number.MAX_SAFE_INTEGER, 2, 1)).toBeNull()
    expect(sum([Number.MAX_SAFE_INTEGER, 1])).toBeNull()
    expect(sum([])).toBe(0)
  })
})

describe('dates', () => {
  it('shows instants in the county’s time', () => {
    expect(instantText('2026-11-23T16:05:00Z')).toBe('2026-11-24 00:05')
    expect(instantText('2026-12-31T15:59:59Z')).toBe('2026-12-31 23:59')
    expect(instantText('no date')).toBe('no date')
  })
  it('writes dates in prose', () => {
    expect(proseDate('2026-08-04', 'zh-CN')).toBe('2026年8月4日')
    expect(proseDate('2026-08-04', 'en')).toBe('4 August 2026')
  })
})
