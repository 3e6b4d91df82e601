import { afterEach, describe, expect, it } from 'vitest'
import { prefs } from '@shared/lib/prefs'
import { saidText } from './opening'
import { openingWords } from './openingWords'

type Words = { [key: string]: Words | readonly [string, string] }
const at = (key: string): readonly [string, string] =>
  key.split('.').slice(2).reduce<Words | readonly [string, string]>((words, part) => (words as Words)[part] as Words, openingWords as unknown as Words) as readonly [string, string]
const t = (key: string, named: Record<string, unknown> = {}): string =>
  at(key)[prefs.lang === 'en' ? 1 : 0].replace(/\{(\w+)\}/g, (_, name: string) => String(named[name]))

describe('a figure with its word of doubt', () => {
  const before = prefs.lang
  afterEach(() => { prefs.lang = before })
  it.each([
    ['at_least', { measure: 'sales', fen: 3_000_000_000 }, '3,000 余万元', '30,000,000.00 yuan or more'],
    ['at_least', { measure: 'sales', fen: 12_345 }, '123.45 余元', '123.45 yuan or more'],
    ['at_least', { measure: 'households', number: 12_000 }, '12,000 余户', '12,000 households or more'],
    ['at_most', { measure: 'people', number: 300 }, '近 300 人', 'nearly 300 people'],
    ['about', { measure: 'unsalable_sales', fen: 200_000_000 }, '约 200 万元', 'about 2,000,000.00 yuan'],
    ['exact', { measure: 'sales', fen: 109_456_780 }, '¥1,094,567.80', '¥1,094,567.80'],
    ['exact', { measure: 'shops', number: 15 }, '15 家', '15 shops'],
    ['exact', { measure: 'shops' }, '', ''],
  ])('%s %j', (precision, said, zh, en) => {
    prefs.lang = 'zh-CN'
    expect(saidText(t, precision, said)).toBe(zh)
    prefs.lang = 'en'
    expect(saidText(t, precision, said)).toBe(en)
  })
})
