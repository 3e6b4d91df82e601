import { describe, expect, it } from 'vitest'
import { receiptNo } from './receipt'

describe('the number of an entry', () => {
  it('is the one that stands on its receipt', () => {
    expect(receiptNo(1, 2)).toBe('1-000002')
    expect(receiptNo('17', 1_234_567)).toBe('17-1234567')
  })
})
