import { describe, expect, it } from 'vitest'
import type { Case, Product } from './know'
import { draftOf, reasonOf, renews, standing, verdictOf } from './standing'

const product = (id: number, more: Partial<Product> = {}): Product => ({ id, ended: '', listed: false, listed_to: '', open_case: null, ...more }) as Product
const found = (state: string, acts: [string, string][] = [], more: Partial<Case> = {}): Case =>
  ({ state, product_ids: [1, 2], next_actions: [], acts: acts.map(([action, reason], at) => ({ seq: at + 1, action, reason })), ...more }) as unknown as Case

describe('where a product stands', () => {
  it.each([
    ['2027-06-30', 'listed', 'listed'], ['2026-09-30', 'listed', 'soon'], ['2026-08-04', 'listed', 'soon'],
  ] as const)('listed to %s it is %s', (listed_to, state, is) => {
    expect(standing(product(1, { listed: true, listed_to }), found(state), '2026-08-04')).toBe(is)
  })
  it.each([
    ['expired', 'expired'], ['submitted', 'under_way'], ['in_notice', 'under_way'], ['returned', 'returned'], ['refused', 'refused'], ['suspended', 'suspended'],
  ] as const)('not listed, its case %s, it is %s', (state, is) => {
    expect(standing(product(1), found(state), '2026-08-04')).toBe(is)
  })
  it('is nothing without a case, and asked while a renewal waits', () => {
    expect(standing(product(1), undefined, '2026-08-04')).toBe('none')
    const asked = found('listed', [['open', ''], ['renew', ''], ['propose_renewal', '快到期']])
    expect(standing(product(1, { listed: true, listed_to: '2026-08-30' }), asked, '2026-08-04')).toBe('asked')
    expect(standing(product(1, { listed: true, listed_to: '2027-08-30' }), found('listed', [['propose_renewal', 'x'], ['renew', 'x']]), '2026-08-04')).toBe('listed')
  })
  it('tells at which step the rule fails, else what it comes to', () => {
    const text = (zh: string) => ({ zh, en: zh })
    const judged = (outcome: string, holds: boolean) => found('submitted', [], {
      verdict_today: { outcome, explanation: { conclusion: text(outcome), rule: { basis: { wording: '1名以上' } }, steps: [{ holds: null, statement: text('逐人看') }, { holds, statement: text('0 ≥ 1？') }] } },
    } as Partial<Case>)
    expect(verdictOf(judged('not_met', false))).toEqual({ met: false, wording: '1名以上', text: text('0 ≥ 1？') })
    expect(verdictOf(judged('met', true))).toEqual({ met: true, wording: '1名以上', text: text('met') })
    expect(verdictOf(found('submitted', [], { verdict_today: null }))).toBeNull()
  })
  it('tells why it was sent back, the last word first', () => {
    expect(reasonOf(found('returned', [['open', '申报'], ['return_township', '缺工资表'], ['resubmit', '补了'], ['return_department', '缺银行流水']]))).toBe('缺银行流水')
  })
})

describe('an application like the last one', () => {
  const shelf = [product(1), product(2), product(3), product(4, { ended: '停产' })]
  it('has its products and words, less what is sold no more', () => {
    const last = found('expired', [['open', '带动 8 户'], ['list', '']], { product_ids: [1, 4] })
    expect(draftOf(last, shelf, '2026-08-04')).toEqual({ products: [1], year: 2025, reason: '带动 8 户' })
  })
  it('without a last one has what is neither listed nor under way', () => {
    const some = [product(1, { listed: true }), product(2, { open_case: 9 }), product(3)]
    expect(draftOf(undefined, some, '2026-08-04').products).toEqual([3])
  })
  it('renews where the same products go on, and applies anew with others', () => {
    const last = found('listed', [], { next_actions: ['propose_renewal'] })
    expect([renews(last, [1, 2]), renews(last, [1]), renews(last, [1, 2, 3]), renews(last, []), renews(found('refused'), [1, 2]), renews(undefined, [1])]).toEqual([true, false, false, false, false, false])
  })
})
