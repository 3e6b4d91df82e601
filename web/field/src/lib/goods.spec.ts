// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { prefs } from '@shared/lib/prefs'
import type { Report, Unsalable } from '../today'
import { goodsLines, goodsText, ofReport, ofUnsalable, shareable } from './goods'
import { broken } from './picture'

const report = {
  client: 'a', kind: 'supply', replaced: false, conflict: false, quarantine: '', crop: 3, crop_name: '黄桃', said: '6万余公斤', grade: '一级', division_name: '灵官殿镇 光陂村',
  from_day: '2026-08-12', to_day: '2026-08-19', fen_per_kg: 500, note: '找张小兰 13800000000', informant: '张小兰',
} as Report
const unsalable = { id: 12, crop_name: '黄桃', said: '约100箱', division_name: '灵官殿镇 光陂村', ripe_on: '2026-08-12', spoil_on: '2026-08-19', fen_per_kg: null, note: '李红家', informant: '' } as Unsalable

beforeEach(() => { prefs.lang = 'zh-CN' })

describe('goods for a chat', () => {
  it('say what, how much, when, at what price and where', () => {
    expect(goodsText(ofReport(report))).toBe('灵官殿镇 光陂村有黄桃 6万余公斤 一级，8月12日至8月19日可供，2.50 元/斤。')
    expect(goodsText(ofUnsalable(unsalable))).toBe('灵官殿镇 光陂村 黄桃 约100箱找销路，8月12日成熟，8月19日前要卖出。')
    prefs.lang = 'en'
    expect(goodsText(ofUnsalable({ ...unsalable, fen_per_kg: 360 }))).toMatch(/约100箱 of 黄桃 for sale, .*, ¥1\.80 a jin\.$/)
  })
  it('say so where the county is played', () => {
    expect(goodsText(ofUnsalable(unsalable), true)).toMatch(/前要卖出。（模拟数据，不是真实业务）$/)
  })
  it('lead to a page of the office', () => {
    // The report itself, not all that are reported of its crop.
    expect(ofReport(report).link).toBe(`${location.origin}/office/supply-reports?client=a`)
    expect(new URL(ofUnsalable(unsalable).link).pathname).toBe('/office/unsalable-reports/12')
  })
  it('leave a line out that says nothing, and name nobody', () => {
    expect(goodsLines(ofReport(report)).map(([label]) => label)).toEqual(['数量', '可供', '价格', '产地'])
    expect(goodsLines(ofUnsalable(unsalable)).map(([label]) => label)).toEqual(['数量', '时间', '产地'])
    for (const goods of [ofReport(report), ofUnsalable({ ...unsalable, informant: '张小兰' })]) {
      for (const secret of ['张小兰', '138', '李红']) expect(JSON.stringify([goods, goodsText(goods), goodsLines(goods)])).not.toContain(secret)
    }
  })
  it('are passed on while they stand', () => {
    expect(shareable(report)).toBe(true)
    for (const other of [{ kind: 'nothing' }, { kind: 'survey' }, { replaced: true }, { conflict: true }, { quarantine: 'clock' }]) expect(shareable({ ...report, ...other } as Report)).toBe(false)
  })
  it('are broken where a line is full', () => {
    const fits = (line: string): boolean => line.length <= 5
    expect(broken('灵官殿镇光陂村', fits)).toEqual(['灵官殿镇光', '陂村'])
    expect(broken('abcd efgh', fits)).toEqual(['abcd', 'efgh'])
    expect(broken('ab cdefg', fits)).toEqual(['ab', 'cdefg'])
    expect(broken('abcdefg', fits)).toEqual(['abcde', 'fg'])
    expect(broken('', fits)).toEqual([])
    expect(broken('长', () => false)).toEqual(['长'])
  })
})
