import { describe, expect, it } from 'vitest'
import { amount, empty, forNext, read, taken, weighed, type SlipForm } from './slip'

const form = (more: Partial<SlipForm> = {}): SlipForm => ({
  ...empty(), person: { kind: 'household', id: 5 }, product: 3, unit: 'jin', gross: '105', tare: '5', off: 'share', off_how: '3', grade: '一级', price: '2.5', ...more,
})

describe('an intake slip', () => {
  it('is read in the unit that was weighed in', () => {
    expect(read(form(), false)).toEqual({ slip: {
      seller: { household: 5 }, product: 3, gross_g: 52_500, tare_g: 2_500, deduction: { ppm: 30_000 }, grade: '一级', price: { fen: 250, per: 500 }, paid: 'on_account',
      papers: { certificate: '' },
    } })
    expect(weighed(form())).toEqual({ off_g: 1_500, net_g: 48_500 })
    expect(amount(form())).toBe(24_250)
  })
  it.each([
    [{ person: null }, ['person']], [{ person: null, written: { name: ' ', address: '', contact: '1', farmer: true } }, ['name', 'address']],
    [{ product: 0 }, ['product']], [{ gross: '' }, ['gross']], [{ gross: '0' }, ['gross']], [{ tare: 'x' }, ['tare']], [{ tare: '105' }, ['gross']],
    [{ off_how: '' }, ['off']], [{ off: 'weight', off_how: '200' }, ['gross']], [{ price: '' }, ['price']], [{ price: '0' }, ['price']], [{ price: '2.555' }, ['price']],
  ] as const)('%j lacks %j', (more, missing) => {
    const got = read(form(more as Partial<SlipForm>), false)
    expect('faults' in got ? Object.keys(got.faults) : []).toEqual(missing)
  })
  it('asks for the certificate where one is due', () => {
    expect(read(form(), true)).toHaveProperty('faults.certificate')
    expect(read(form({ certificate: 'HGZ-1' }), true)).toHaveProperty('slip.papers.certificate', 'HGZ-1')
  })
  it('belongs to no more of an unsalable report than is left of it', () => {
    expect(read(form({ unsalable: 7 }), false, 48_500)).toHaveProperty('slip.papers', { certificate: '', unsalable: 7 })
    expect(read(form({ unsalable: 7 }), false, 48_499)).toHaveProperty('faults.unsalable')
    expect(read(form(), false, 0)).toHaveProperty('slip.papers', { certificate: '' })
  })
  it('comes back for mending as it was', () => {
    for (const one of [form(), form({ unit: 'kg', off: 'weight', off_how: '1.25', tare: '' }), form({ off: 'none', off_how: '', paid: 'cash', unsalable: 7 })]) {
      const got = read(one, false)
      expect('slip' in got && read(taken(got.slip), false)).toEqual(got)
    }
  })
  it('leaves the next household what does not change', () => {
    expect(forNext(form())).not.toHaveProperty('gross')
    expect(forNext(form())).toMatchObject({ tare: '5', off: 'share', unit: 'jin' })
  })
})
