import { describe, expect, it } from 'vitest'
import { compose, packGrams, packOf, taken, understand, type Quantity } from './said'

const quantity = (amount: string, unit = '斤', rough: Quantity['rough'] = '', pack = ''): Quantity => ({ amount, unit, rough, pack })

describe('a quantity as it is said', () => {
  it.each([
    [quantity('1200'), '1200斤'],
    [quantity('６万', '公斤', '余'), '6万余公斤'],
    [quantity('1万', '公斤', '近'), '近1万公斤'],
    [quantity('100', '箱', '约', '10'), '约100箱'],
    [quantity('500', '斤', '多'), '500多斤'],
    [quantity('1,200.5'), '1200.5斤'],
    [quantity(''), null],
    [quantity('很多'), null],
    [quantity('-5'), null],
    [quantity('1e3'), null],
  ])('%j is composed as %s', (from, text) => { expect(compose(from)).toBe(text) })

  // The same table as base::approximate has.
  it.each([
    ['6万余公斤', null, 60_000_000, 'at_least'],
    ['6万公斤以上', null, 60_000_000, 'at_least'],
    ['6余万公斤', null, 60_000_000, 'at_least'],
    ['500多斤', null, 250_000, 'at_least'],
    ['近1万公斤', null, 10_000_000, 'at_most'],
    ['约3000斤', null, 1_500_000, 'about'],
    ['３０００ 斤左右', null, 1_500_000, 'about'],
    ['1.2万斤', null, 6_000_000, 'exact'],
    ['20担', null, 1_000_000, 'exact'],
    ['0.5吨', null, 500_000, 'exact'],
    ['约100箱', 5_000, 500_000, 'about'],
  ] as const)('%s with a pack of %s g is %i g, %s', (said, pack_g, grams, bound) => {
    expect(understand(said, pack_g)).toEqual({ grams, bound })
  })

  it.each([['约100箱', null], ['100', null], ['很多', null], ['一百余斤', null], ['0.0001斤', null], ['', null]])('%s is not understood', (said, pack_g) => {
    expect(understand(said, pack_g)).toBeNull()
  })

  it.each(['1200斤', '6万余公斤', '近1万公斤', '约100箱', '500多斤', '1.2万斤'])('%s comes back from the form as it was', (said) => {
    expect(compose(taken({ said, pack_g: 5000 }))).toBe(said)
  })

  it('knows what a box weighed', () => {
    expect(packGrams(quantity('100', '箱', '', '12.5'))).toBe(6250)
    expect(packGrams(quantity('100', '斤', '', '12.5'))).toBeNull()
    expect(packGrams(quantity('100', '箱', '', '0'))).toBeNull()
    expect(packOf('约100箱', 500_000)).toBe(5000)
    expect(packOf('约100斤', 50_000)).toBeNull()
    expect(taken({ said: '100箱', pack_g: 6250 }).pack).toBe('12.5')
  })
})
