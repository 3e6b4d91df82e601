import { describe, expect, it } from 'vitest'
import type { ScaleFormat } from './codes'
import { complaintOf, freshFormat, trial } from './scale'

const weight: ScaleFormat = { prefix: '21', value: 'weight_g', item_digits: 5, value_digits: 5 }
const amount: ScaleFormat = { prefix: '22', value: 'amount_fen', item_digits: 5, value_digits: 5 }

describe('layouts of a label scale', () => {
  it.each([
    ['two that differ', [weight, amount], null],
    ['eighteen digits', [{ ...weight, value: 'amount_and_weight' as const }], null],
    ['a digit short', [{ ...weight, value_digits: 4 }], 'wrong_length'],
    ['the same start', [weight, { ...amount, prefix: '21' }], 'same_prefix'],
  ])('%s', (_name, formats, complaint) => expect(complaintOf(formats, 0)).toBe(complaint))

  it('a new one begins as none yet does', () => {
    expect(freshFormat([]).prefix).toBe('20')
    expect(freshFormat([{ ...weight, prefix: '20' }, weight]).prefix).toBe('22')
  })

  it.each([
    ['', null],
    [' 2100012 012508 ', { kind: 'scale', item: '00012', weight_g: 1250 }],
    ['2100012012505', { kind: 'bad_check', code: '2100012012505' }],
    ['6901234567892', { kind: 'gtin', gtin: '6901234567892' }],
    ['12', { kind: 'unknown', code: '12' }],
  ])('reads “%s”', (typed, found) => expect(trial(typed, [weight, amount])).toEqual(found))
})
