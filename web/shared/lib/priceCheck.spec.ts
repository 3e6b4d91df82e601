import { afterEach, describe, expect, it } from 'vitest'
import { pairsOf } from '../i18n/words'
import { prefs } from './prefs'
import { doubtOf, referencesOf, type MedianOf, type Reference } from './priceCheck'
import { doubtText, referenceText, words } from './priceCheckWords'

const row = (grade: string, fen: number | null, samples: number, more: Partial<MedianOf> = {}): MedianOf => ({
  crop: 1, crop_name: '黄桃', products: [7], grade, last_fen_per_kg: 600, last_day: '2026-07-20', ...more,
  median: { fen_per_kg: fen, samples, from_day: '2026-08-04', to_day: '2026-08-10', days: fen === null ? [] : ['2026-08-08', '2026-08-10'], places: [] },
})
const of = (...fens: number[]): Reference[] => fens.map((fen) => ({ fen, kind: 'median', grade: '', samples: 5, from: '2026-08-08', to: '2026-08-10' }))

describe('a price that looks like one per jin', () => {
  it.each([
    // Half of the median, a fifth around it.
    [300, [610], 'half'], [305, [610], 'half'], [244, [610], 'half'], [366, [610], 'half'], [243, [610], null], [367, [610], null],
    // Double: 20 yuan a jin against 20 yuan a kg is 100 % above, not equal.
    [4000, [2000], 'double'], [1220, [610], 'double'], [976, [610], 'double'], [1464, [610], 'double'], [975, [610], null], [1465, [610], null],
    // As the market pays, cheap, dear, nothing known, nothing entered.
    [610, [610], null], [100, [610], null], [5000, [610], null], [300, [], null], [0, [610], null], [null, [610], null],
    // Near to one of the grades it is no mistake, whatever the others pay.
    [300, [610, 310], null], [300, [610, 900], 'half'], [1220, [610, 1200], null], [300, [0], null],
  ] as const)('%s fen a kg against %s: %s', (fen, references, looks) => {
    expect(doubtOf(fen, of(...references))?.looks ?? null).toBe(looks)
  })
})

describe('what a price is held against', () => {
  const rows = [row('一级', 610, 5), row('统货', 310, 2), row('', null, 0, { crop: 2, products: [8, 9] })]
  it.each([
    [{ crop: 1, grade: '一级' }, [610]], [{ crop: 1, grade: '二级' }, [610, 310]], [{ crop: 1 }, [610, 310]], [{ product: 7, grade: '统货' }, [310]],
    [{ product: 9 }, [600]], [{ crop: 3 }, []], [{}, []],
  ] as const)('%j: %s', (priced, fens) => {
    expect(referencesOf(rows, priced).map(({ fen }) => fen)).toEqual(fens)
  })
})

describe('in words', () => {
  afterEach(() => { prefs.lang = 'zh-CN' })
  const half = doubtOf(300, of(610))
  const double = doubtOf(1220, of(610))
  it('says what it looks like and what that would be, in both languages', () => {
    expect(half && doubtText(half)).toBe('请核对：像是按斤的价：¥3.00/斤 就是 ¥6.00/公斤；市场中位价 ¥6.10/公斤，5 个样本。确实是 ¥3.00/公斤就不用改。')
    expect(double && doubtText(double)).toContain('比市场中位价 ¥6.10/公斤，5 个样本高 100%；¥6.10/公斤 就是 ¥3.05/斤')
    prefs.lang = 'en'
    expect(half && doubtText(half)).toContain('it looks like a price per jin: ¥3.00 per jin is ¥6.00 per kg; market median ¥6.10 per kg from 5 samples')
  })
  it('says the market with count and days', () => {
    const [one, seen] = [...referencesOf([row('一级', 615, 5)], { crop: 1 }), ...referencesOf([row('', null, 0)], { crop: 1 })]
    expect(one && referenceText(one)).toBe('一级：中位价 ¥3.075/斤（¥6.15/公斤），5 个样本，8月8日至8月10日')
    expect(seen && referenceText(seen)).toBe('7月20日采到的是 ¥3.00/斤（¥6.00/公斤），近 7 天没有人采价')
  })
  it.each([...pairsOf(words)])('%s is complete', (_, [zh, en]) => {
    const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort()
    expect(places(en)).toEqual(places(zh))
    expect(`${zh}${en}`).not.toMatch(/[!！]|您/)
  })
})
