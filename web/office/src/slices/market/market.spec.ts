// Prices, windows and standing orders as people say them; ways before they are saved.
import { beforeEach, describe, expect, it } from 'vitest'
import { addWords } from '@shared/i18n'
import { prefs } from '@shared/lib/prefs'
import type { Post } from '@/shell/session'
import { undoable, type PledgeDetail } from './campaign'
import { demandBody, demandTag, standingText, type Demand } from './demand'
import { dayText, kgText, perKg, priceText, windowText } from './market'
import { answerOf, type OfferDetail } from './offer'
import { bodyOf, draftsOf, nextWay, villagesOf, wrongWays } from './ways'
import { words } from './words'

addWords('market', words)
const TODAY = '2026-08-10'
const demand = (change: Partial<Demand> = {}): Demand => ({ kg: 600, agreed_kg: 0, repeat_days: 0, from_day: '2026-08-12', to_day: '2026-08-14', until_day: '2026-08-14', ended_reason: '', ...change }) as Demand

beforeEach(() => { prefs.unit = 'jin' })

describe('prices and quantities', () => {
  it('stand in both units, the reader’s first', () => {
    expect([priceText(1200), priceText(1205), priceText(null)]).toEqual(['¥6.00/斤（¥12.00/公斤）', '¥6.025/斤（¥12.05/公斤）', ''])
    expect(kgText(600)).toBe('1,200 斤（600 公斤）')
    prefs.unit = 'kg'
    expect([priceText(1200), kgText(600)]).toEqual(['¥12.00/公斤（¥6.00/斤）', '600 公斤（1,200 斤）'])
  })
  it('are sent for a kilogram', () => {
    expect(perKg('price', { price: 650, per: 'jin', note: 'x' })).toEqual({ price: 1300, note: 'x' })
    expect(perKg('price', { price: 650, per: 'kg' })).toEqual({ price: 650 })
    expect(perKg('price', {})).toEqual({})
  })
})

describe('a demand', () => {
  it('says its days and when it comes again', () => {
    expect([windowText(demand()), windowText(demand({ to_day: '2026-08-12' }))]).toEqual(['2026-08-12 至 2026-08-14', '2026-08-12'])
    expect(standingText(demand({ repeat_days: 7, until_day: '2026-12-31' }), TODAY)).toBe('每 7 天一次，到 12月31日')
    expect([standingText(demand(), TODAY), dayText('2027-01-05', TODAY)]).toEqual(['', '2027年1月5日'])
  })
  it.each([[{}, '在要'], [{ agreed_kg: 600 }, '已谈满'], [{ agreed_kg: 600, repeat_days: 7 }, '在要'], [{ until_day: '2026-08-09' }, '已过期'], [{ ended_reason: '停业' }, '已结束']])('%j is %s', (change, word) => {
    expect(demandTag(demand(change), TODAY).word).toBe(word)
  })
  it('is the post’s own where it has a unit', () => {
    const body = { crop: 1, kg: 5, buyer: 'partner', again: true }
    expect(demandBody({ scope_kind: 'unit', scope_id: 9 } as Post, body)).toEqual({ crop: 1, kg: 5, unit: 9 })
    expect(demandBody({ scope_kind: 'county', scope_id: 0 } as Post, { ...body, partner: '长沙' })).toEqual({ crop: 1, kg: 5, partner: '长沙' })
  })
})

it('an answer counts until the quantity changes', () => {
  const acts = [['sent', 1], ['buyer_accepted', 2], ['changed', 3], ['village_accepted', 4]].map(([act, seq]) => ({ act, seq }))
  const offer = { acts } as OfferDetail
  expect([answerOf(offer, 'buyer'), answerOf(offer, 'village')?.seq]).toEqual([null, 4])
})

it('an order is undone only while nothing of it came or was paid', () => {
  const acts = [{ act: 'ordered', seq: 1, undoes: 0 }, { act: 'delivered', seq: 2, undoes: 0 }, { act: 'delivered', seq: 3, undoes: 0 }, { act: 'undone', seq: 4, undoes: 3 }] as PledgeDetail['acts']
  const which = (delivered_kg: number, paid_fen: number): number[] => acts.filter((act) => undoable({ acts, delivered_kg, paid_fen }, act)).map((act) => act.seq)
  expect([which(0, 0), which(5, 0), which(0, 100)]).toEqual([[1, 2], [2], [2]])
})

it('a way is whole and stands once', () => {
  const way = { from_township: 7, from_name: '灵官殿镇', to_township: 0, to_name: '' }
  const drafts = draftsOf([{ ...way, fen_per_kg: 45 }, { ...way, fen_per_kg: 50 }])
  const village = { from_township: 33, from_name: '灵官殿镇梧桐村', to_township: 7, to_name: '灵官殿镇', fen_per_kg: 2 }
  expect(villagesOf([village], [{ value: 7, word: '灵官殿镇' }])).toEqual([{ value: 33, word: '灵官殿镇梧桐村' }])
  drafts.push(nextWay(drafts))
  expect(drafts.at(-1)).toEqual({ key: 2, from: 7, to: null, fen: null })
  expect([...wrongWays(drafts)]).toEqual([[1, 'twice'], [2, 'incomplete']])
  expect(bodyOf(drafts.slice(0, 1))).toEqual({ rows: [{ from_township: 7, to_township: 0, fen_per_kg: 45 }] })
})
