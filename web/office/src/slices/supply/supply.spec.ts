// Time left in words, crops between form and API, CSV that spreadsheets read.
import { describe, expect, it } from 'vitest'
import type { ComposerTranslation } from 'vue-i18n'
import { addWords } from '@shared/i18n'
import type { Column } from '@shared/kit/table'
import { areaOf, areaText, readArea } from './bases'
import { cropBody, cropStart, type Crop } from './crop'
import { csvOf } from './saveCsv'
import { spanText, spoilText, turnOf, type Unsalable } from './unsalable'
import { words } from './words'

addWords('supply', words)

const t = ((key: string, named: Record<string, unknown> = {}) => [key.split('.').pop(), ...Object.values(named)].join(' ')) as unknown as ComposerTranslation
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

describe('time in words', () => {
  it.each([[5 * MINUTE, 'minutes 5'], [HOUR, 'hours 1'], [47 * HOUR, 'hours 47'], [2 * DAY + HOUR, 'days 2']])('%s ms is %s', (ms, text) => expect(spanText(t, ms)).toBe(text))
  const row = (more: Partial<Unsalable>) => ({ turn: 'township', township_due: '2026-08-26T01:00:00Z', county_due: '2026-08-27T01:00:00Z', spoil_on: '2026-09-05', ...more }) as Unsalable
  const at = (text: string) => Date.parse(text)
  it('says whose turn it is, and when it is over', () => {
    expect(turnOf(t, row({}), at('2026-08-25T20:00:00Z'))).toEqual({ word: 'left township hours 5', tone: 'wait' })
    expect(turnOf(t, row({}), at('2026-08-26T00:30:00Z'))?.tone).toBe('look')
    expect(turnOf(t, row({ turn: 'county' }), at('2026-08-27T03:00:00Z'))).toEqual({ word: 'over county hours 2', tone: 'bad' })
    expect(turnOf(t, row({ turn: '' }))).toBeNull()
  })
  it('counts the days until it spoils', () => {
    expect(spoilText(t, row({}), '2026-09-01')).toBe('spoils 2026-09-05 4')
    expect(spoilText(t, row({}), '2026-09-06')).toBe('spoilt 2026-09-05')
  })
})

describe('a crop', () => {
  const crop = { name: '黄桃', tolerance_ppm: 205_000, products: [3] } as unknown as Crop
  it('shows percent and sends parts per million', () => {
    expect(cropStart({ ...crop, tolerance_ppm: 200_000 }).tolerance_ppm).toBe(20)
    expect(cropBody(t, { tolerance_ppm: 15 })).toEqual({ tolerance_ppm: 150_000 })
    expect(() => cropBody(t, { tolerance_ppm: 101 })).toThrow()
  })
  it('leaves a finer share as it is while nobody changes it', () => {
    expect(cropBody(t, { tolerance_ppm: 21 }, crop)).toEqual({ tolerance_ppm: 205_000 })
    expect(cropBody(t, { tolerance_ppm: 20 }, crop)).toEqual({ tolerance_ppm: 200_000 })
  })
})

it('a table becomes CSV with quotes, and no formulas', () => {
  const columns: Column<{ a: string; n: number }>[] = [{ key: 'a', title: '村', kind: 'text' }, { key: 'n', title: '应报', kind: 'pieces' }]
  expect(csvOf(columns, [{ a: '梧桐"村,', n: 1200 }, { a: '=1', n: 0 }])).toBe('"村","应报"\r\n"梧桐""村,","1200"\r\n"\'=1","0"')
})

describe('land', () => {
  it.each<[string, number | null]>([['12.5', 1250], ['12.05', 1205], ['3', 300], ['0.8亩', 80], ['十二亩', null], ['1.234', null], ['', null], ['-1', null]])('%j is read as %j hundredths of a mu', (text, area) => {
    expect(readArea(text)).toBe(area)
  })
  it('is written as people do, and refused at its field', () => {
    expect([areaText(1250), areaText(1205), areaText(300), areaText(0)]).toEqual(['12.5', '12.05', '3', '0'])
    expect(areaOf({ area: '1.8' })).toBe(180)
    expect(() => areaOf({ area: 'x' })).toThrow('面积写数字，最多两位小数')
  })
})
