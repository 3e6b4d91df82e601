import { describe, expect, it } from 'vitest'
import { answerOf, waits, type Offer } from './know'
import { kgOfJin } from './reading'

const AT = '2026-08-03T02:00:00.000Z'
const offer = (state: string, ...acts: string[]): Offer =>
  ({ state, acts: acts.map((act, at) => ({ seq: at + 1, act, kg: null, fen_per_kg: 300 + at, reason: '', at: AT })) }) as unknown as Offer

describe('whose turn an offer is', () => {
  it.each([
    [['sent'], true], [['sent', 'buyer_accepted'], true], [['sent', 'village_accepted'], false], [['sent', 'village_proposed'], false],
    // A change of any kind asks anew; whoever proposed it stands by it.
    [['sent', 'village_accepted', 'changed'], true], [['sent', 'village_proposed', 'buyer_proposed'], true], [['sent', 'buyer_proposed', 'village_accepted'], false],
  ] as const)('after %s it waits for the village: %s', (acts, waiting) => {
    expect(waits(offer('sent', ...acts))).toBe(waiting)
  })
  it('is nobody’s once it is agreed', () => { expect(waits(offer('agreed', 'sent'))).toBe(false) })
  it('takes the price that the other side stands by', () => {
    expect(answerOf(offer('sent', 'sent', 'buyer_accepted', 'buyer_proposed'), 'buyer')?.fen_per_kg).toBe(302)
    expect(answerOf(offer('sent', 'sent', 'buyer_accepted', 'village_proposed'), 'buyer')).toBeNull()
  })
})

describe('a quantity in 斤', () => {
  it.each([['600', 300], ['1,200', 600], ['６００', 300], ['601', null], ['0', null], ['-2', null], ['abc', null], ['', null], ['1.5', null]] as const)('%s is %s kg', (text, kg) => {
    expect(kgOfJin(text)).toBe(kg)
  })
})
