// What the catalogue's pages decide by themselves: places in a file, what stands in the way, what a form sends, terms.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import type { ComposerTranslation } from 'vue-i18n'
import { waitsFor, yearAtWork } from './case'
import { placed } from './lookups'
import { correctionFields, producerFields } from './producerForm'
import { productBody, productFields, productStart } from './productForm'
import { addDays, termTag } from './term'

const t = ((key: string, values?: Record<string, unknown>) => [key, ...Object.values(values ?? {})].join(' ')) as unknown as ComposerTranslation

describe('a refused table', () => {
  it('names sheet, row and column of each problem', () => {
    const problem = new Problem({ type: '', title: '', status: 422, code: 'catalogue.rows', errors: [
      { field: 'Sheet1!3 姓名', code: 'a', message: 'empty' }, { field: '户!12', code: 'b', message: 'twice' }, { field: '/file', code: 'c', message: 'bad' },
    ] })
    expect(placed(t, problem).errors.map((error) => error.message)).toEqual(['catalogue.import_place Sheet1 3 姓名 · empty', 'catalogue.import_place 户 12 · twice', 'bad'])
  })
})

describe('the year that a form opens on', () => {
  const asked: string[] = []
  const answers = (items: { year: number }[], status = 200): void => {
    vi.stubGlobal('fetch', async ({ url }: Request) => {
      asked.push(url)
      return new Response(JSON.stringify(status === 200 ? { items, next: null, total: null } : { code: 'x', title: 'x', status }), { status, headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' } })
    })
  }
  afterEach(() => vi.unstubAllGlobals())
  it('is the one that is worked on: the last in which somebody is recorded', async () => {
    answers([{ year: 2026 }])
    expect(await yearAtWork('2026-11-30', 7)).toBe(2026)
    expect(asked.pop()).toMatch(/employments\?producer=7&sort=-year&limit=1$/)
    expect(await yearAtWork('2027-01-05')).toBe(2026)
  })
  it('is the last whole one where nobody is recorded, or nobody answers', async () => {
    answers([])
    expect(await yearAtWork('2026-11-30', 7)).toBe(2025)
    answers([], 403)
    expect(await yearAtWork('2026-11-30', 7)).toBe(2025)
  })
})

describe('what stands in the way of a step', () => {
  const found = (next: string[], more: object = {}): Api['CertificationDetail'] =>
    ({ next_actions: next, notice_to: '2026-12-03', open_objections: 0, verdict_today: { outcome: 'met' }, ...more }) as unknown as Api['CertificationDetail']
  it.each([
    ['the notice runs, its last day included', found(['list']), '2026-12-03', 'list'],
    ['the notice is over', found(['list']), '2026-12-04', null],
    ['an objection is open', found(['list'], { open_objections: 1 }), '2026-12-04', 'list'],
    ['the rule is met', found(['approve', 'refuse']), '2026-12-04', null],
    ['the rule is not met', found(['approve', 'refuse'], { verdict_today: { outcome: 'not_met' } }), '2026-12-04', 'approve'],
    ['no rule judges', found(['approve'], { verdict_today: null }), '2026-12-04', 'approve'],
    ['nothing may be done', found([], { open_objections: 3 }), '2026-12-01', null],
  ])('%s', (_name, one, day, action) => expect(waitsFor(t, one, day)?.action ?? null).toBe(action))
})

describe('the form of a product', () => {
  const asked = (legalClass: string): string[] => productFields(t, legalClass).filter((field) => field.required).map((field) => field.key)
  it('asks what the class demands', () => {
    expect(asked('edible_farm')).toContain('farm_group')
    expect(asked('prepacked')).toEqual(expect.arrayContaining(['spec', 'shelf_life_days', 'label.ingredients', 'label.standard_number', 'label.storage', 'label.production_licence', 'label.maker']))
    expect(asked('workshop')).toContain('label.workshop_registration')
    expect(asked('service')).not.toContain('shelf_life_days')
  })
  it('keeps what it does not ask, and sends days as a number', () => {
    const old = { producer: 7, label: { maker: '甲', grade: '一级' } } as unknown as Api['ProductDetail']
    const body = productBody({ name: '黄桃', shelf_life_days: '30', label: { grade: '特级' } }, productFields(t, 'edible_farm'), old)
    expect(body).toEqual({ producer: 7, name: '黄桃', shelf_life_days: 30, label: { maker: '甲', grade: '特级' } })
  })
  it('starts a product from outside the county with its place', () => {
    const start = productStart({ label: {}, unit: 'piece', price_per: 1, origin: '长沙市', origin_division: null } as unknown as Api['ProductDetail'])
    expect([start.origin, start.origin_text, start.price_per]).toEqual([null, '长沙市', 500])
  })
})

describe('the form of a producer', () => {
  const keys = (fields: ReturnType<typeof producerFields>, values: Record<string, string>): string[] => fields.filter((field) => field.when?.(values) ?? true).map((field) => field.key)
  it('asks a household for nothing but the household', () => {
    expect(keys(producerFields(t), { kind: 'household' })).toEqual(['kind', 'household', 'note'])
    expect(keys(correctionFields(t, 'household'), {})).toEqual(['note'])
  })
  it('leaves kind and place out of a correction', () => {
    expect(keys(correctionFields(t, 'enterprise'), { document_kind: 'credit_code' })).toEqual(['name', 'document_kind', 'document_number', 'registered_address', 'contact.name', 'note'])
  })
})

describe('terms', () => {
  it.each([['2026-12-31', '2027-01-01'], ['2028-02-28', '2028-02-29']])('the day after %s', (day, next) => expect(addDays(day, 1)).toBe(next))
  it.each([
    ['2020-01-01', '2026-11-23', 'off'], ['2020-01-01', '2026-11-24', 'look'], ['2020-01-01', '2027-01-23', 'look'],
    ['2020-01-01', '2027-01-24', 'good'], ['2020-01-01', '9999-12-31', 'good'], ['2027-01-01', '9999-12-31', 'wait'],
  ])('from %s to %s', (from, to, tone) => expect(termTag(t, from, to, '2026-11-24').tone).toBe(tone))
})
