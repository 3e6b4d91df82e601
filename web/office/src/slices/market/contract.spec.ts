// What a contract's page works out: what is late, what came when, what a delivery pays; and what its form sends.
import { beforeEach, describe, expect, it } from 'vitest'
import { addWords } from '@shared/i18n'
import { asked, bodyOf } from '@shared/kit/form'
import { prefs } from '@shared/lib/prefs'
import type { Post } from '@/shell/session'
import { stepFields } from './campaign'
import { daysBetween, daysOf, missing, pays, soFar, stateTag, takenBack, type Contract, type ContractDetail, type Delivery } from './contract'
import { samplesText } from './marketPrice'
import { beginning, carryOn, gradesIn, signBody, signFields, type Signing } from './signing'
import { words } from './words'

addWords('market', words)
const TODAY = '2026-08-15'
const contract = (change: Partial<Contract> = {}): Contract => ({ state: 'running', kg: 200, delivered_g: 0, shortfall_g: 200_000, to_day: '2026-08-20', ...change }) as Contract
const delivery = (seq: number, day: string, grams: number, reverses = 0): Delivery => ({ seq, day, grams, reverses }) as Delivery
const office = { scope_kind: 'county', scope_id: 0, scope_name: '邵东市' } as Post
const village = { role: 'information_officer', scope_kind: 'division', scope_id: 33, scope_name: '梧桐村' } as Post
const unit = { scope_kind: 'unit', scope_id: 9, scope_name: '邵东一中' } as Post

beforeEach(() => { prefs.unit = 'jin' })

describe('a contract', () => {
  it.each<[Partial<Contract>, string]>([
    [{}, '履行中'], [{ to_day: '2026-08-15' }, '履行中'], [{ to_day: '2026-08-14' }, '已过期未交齐'], [{ to_day: '2026-08-14', shortfall_g: 0 }, '已交齐'],
    [{ state: 'ended', shortfall_g: 0 }, '已终止'], [{ state: 'void' }, '作废'],
  ])('%j is %s', (change, word) => {
    expect(stateTag(contract(change), TODAY).word).toBe(word)
  })
  it('says what is missing, or what came above it', () => {
    expect([missing(contract({ delivered_g: 50_000 })), missing(contract({ delivered_g: 210_000 }))]).toEqual([150_000, -10_000])
  })
})

describe('deliveries', () => {
  const all = [delivery(1, '2026-08-12', 30), delivery(2, '2026-08-10', 10), delivery(3, '2026-08-12', 5), delivery(4, '2026-08-13', -30, 1)]
  it('come day by day, what was taken back on none', () => {
    expect(daysOf(all)).toEqual([{ day: '2026-08-10', grams: 10 }, { day: '2026-08-12', grams: 5 }])
    expect([...takenBack(all)]).toEqual([1])
    expect([...soFar([...all].reverse())]).toEqual([[1, 30], [2, 40], [3, 45], [4, 15]])
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
  })
  it('pay the better of floor and market, or the price of their grade', () => {
    const of = (kind: string): ContractDetail => ({ kind, prices: [{ grade: '一级', fen_per_kg: 600 }, { grade: '二级', fen_per_kg: 400 }] }) as ContractDetail
    expect([pays(of('farming'), '一级', 520), pays(of('farming'), '一级', 710), pays(of('farming'), '一级', null)]).toEqual([600, 710, null])
    expect([pays(of('purchase'), '二级', 710), pays(of('purchase'), '二级', null), pays(of('purchase'), '三级', 1)]).toEqual([400, 400, null])
  })
})

it('a median says where and when', () => {
  const price = { fen_per_kg: 520, samples: 3, from_day: '2026-08-04', to_day: '2026-08-10', days: ['2026-08-08', '2026-08-09'], places: ['两市塘市场', '城东市场'] }
  expect(samplesText(price, TODAY)).toBe('3 个样本 · 8月8日、8月9日 · 两市塘市场、城东市场')
})

describe('the form', () => {
  const signing = (post: Post, change: Partial<Signing> = {}): Signing => ({ post, crops: [], households: true, farming: false, grades: 1, words: {}, ...change })
  const keys = (post: Post, values: Record<string, string | number>): string[] => asked(signFields(signing(post)), values).map(({ key }) => key)
  it('asks for a buyer only where the post is none', () => {
    expect(keys(unit, {})).not.toContain('buyer')
    expect(keys(office, { buyer: 'partner', seller_kind: 'household' })).toEqual(expect.arrayContaining(['partner', 'seller.household']))
    expect(signFields(signing(office, { households: false }))[2]?.options?.map(({ value }) => value)).toEqual(['villager', 'producer'])
  })
  it('sends kilograms, prices for a kilogram, and the post’s own unit', () => {
    const values = { kind: 'purchase', seller_kind: 'villager', 'seller.villager.name': '曾老伯', 'seller.villager.division': 33, kg: 100_000, per: 'jin', 'prices.0.fen_per_kg': 300, 'prices.1.grade': '二级', 'prices.1.fen_per_kg': 200, 'prices.2.grade': '三级' }
    expect(gradesIn(values)).toBe(3)
    const body = bodyOf(signFields(signing(unit, { grades: 2 })), values)
    expect(signBody(unit, body)).toEqual({ kind: 'purchase', seller: { villager: { name: '曾老伯', division: 33 } }, kg: 100, unit: 9, prices: [{ fen_per_kg: 600 }, { grade: '二级', fen_per_kg: 400 }] })
    expect(() => signBody(unit, { ...body, kg: 100_500 })).toThrow('整公斤')
  })
  it('holds the price of a pledge’s order against the market, as any other price', () => {
    const price = stepFields('ordered', { crop: 4, kg: 100 } as never).find(({ key }) => key === 'fen_per_kg')
    expect(price?.beside?.({ fen_per_kg: 305, per: 'jin' })).toMatchObject({ props: { crop: 4, fen: 610 } })
  })
  it('begins with the own village, with an offer, with the contract before', () => {
    expect(beginning(village, TODAY, { fair: true })).toMatchObject({ values: { 'seller.villager.division': 33, buyer: 'partner', from_day: TODAY }, words: { 'seller.villager.division': '梧桐村' } })
    const offer = { crop: 4, kg: 300, division: 33, division_name: '梧桐村', unit: 9, outlet: null, partner: '', buyer_name: '邵东一中', agreed_fen_per_kg: 1000, from_day: '2026-08-16', to_day: '2026-08-18' } as never
    const from = beginning(office, TODAY, { offer })
    expect(from.values).toMatchObject({ crop: 4, kg: 300_000, buyer: 'unit', unit: 9, 'prices.0.fen_per_kg': 1000, per: 'kg', to_day: '2026-08-18' })
    expect(from.words.unit).toBe('邵东一中')
    const signed = { kind: 'farming', crop: 4, from_day: TODAY, to_day: '2026-08-20', prices: [{ grade: '一级', fen_per_kg: 600 }], division_name: '梧桐村' } as never
    const next = beginning(office, TODAY, { fair: true, before: carryOn({ seller: { villager: { name: '曾老伯', division: 33 } } }, signed) })
    expect(next.values).toMatchObject({ kind: 'farming', crop: 4, 'prices.0.fen_per_kg': 600, 'seller.villager.division': 33 })
    expect(JSON.stringify(next)).not.toContain('曾老伯')
  })
})
