import { describe, expect, it } from 'vitest'
import { centimu, fenPerKg, muText, readQuantity, yuanPerJin } from './form'

describe('forms', () => {
  it('take a price by the jin and send it by the kg', () => {
    expect([fenPerKg('2.5'), fenPerKg(''), fenPerKg('0'), fenPerKg('2.555'), fenPerKg('贵')]).toEqual([500, null, undefined, undefined, undefined])
    expect([yuanPerJin(500), yuanPerJin(501), yuanPerJin(null)]).toEqual(['2.50', '2.505', ''])
  })
  it('take an area in mu', () => {
    expect([centimu('12.5'), centimu('0'), centimu('1.234'), muText(1250)]).toEqual([1250, null, null, '12.5'])
  })
  it('say what is missing of a quantity, and where', () => {
    const quantity = { amount: '100', unit: '箱', rough: '约', pack: '' } as const
    expect(readQuantity(quantity)).toMatchObject({ at: 'pack' })
    expect(readQuantity({ ...quantity, amount: '' })).toMatchObject({ at: 'amount' })
    expect(readQuantity({ ...quantity, amount: '0', unit: '斤' })).toMatchObject({ at: 'amount' })
    expect(readQuantity({ ...quantity, pack: '10' })).toEqual({ saying: { said: '约100箱', pack_g: 5000 } })
  })
})
