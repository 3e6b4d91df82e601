import { describe, expect, it } from 'vitest'
import { add, addLabelled, amountOf, emptyBasket, remove, roundDown, setDiscount, setLineDiscount, setQuantity, totalOf, voucherCeiling, type TillProduct } from './basket'
import { checkDigitFits, readCode, type ScaleFormat } from './codes'
import { byGtin, byScaleItem, find, quantityOf, readEntry } from './entry'
import { changeFor, propose, stillDue } from './payments'

const peach: TillProduct = { id: 1, name: '黄桃', initials: 'ht', gtins: [], scale_item: '12', price_fen: 1280, measure: 'weight', per: 500, listed: true }
const tea: TillProduct = { id: 2, name: '红茶', initials: 'hc', gtins: ['6901234567892'], scale_item: null, price_fen: 3500, measure: 'pieces', per: 1, piece_word: '盒', listed: true }
const cola: TillProduct = { id: 3, name: '汽水', initials: 'qs', gtins: ['012345678905'], scale_item: null, price_fen: 300, measure: 'pieces', per: 1, listed: false }
const products = [peach, tea, cola]
const formats: ScaleFormat[] = [
  { prefix: '21', value: 'weight_g', item_digits: 5, value_digits: 5 },
  { prefix: '22', value: 'amount_fen', item_digits: 5, value_digits: 5 },
  { prefix: '28', value: 'amount_and_weight', item_digits: 5, value_digits: 5 },
]
const withCheck = (body: string): string => [...'0123456789'].map((d) => body + d).find(checkDigitFits) ?? ''

describe('codes', () => {
  it.each([['6901234567892', true], ['6901234567893', false], ['012345678905', true], ['96385074', true], ['', false], ['69012345678x2', false]])('%s: check digit %s', (code, fits) => expect(checkDigitFits(code)).toBe(fits))
  it('of packed goods', () => {
    expect(readCode('6901234567892', formats)).toEqual({ kind: 'gtin', gtin: '6901234567892' })
    expect(readCode('012345678905', formats)).toEqual({ kind: 'gtin', gtin: '0012345678905' })
    expect(readCode('6901234567893', formats)).toEqual({ kind: 'bad_check', code: '6901234567893' })
    expect(readCode('1234567890', formats)).toEqual({ kind: 'unknown', code: '1234567890' })
  })
  it('of the label scale, by the shop’s layout', () => {
    expect(readCode(withCheck('210001200750'), formats)).toEqual({ kind: 'scale', item: '00012', weight_g: 750 })
    expect(readCode(withCheck('220001201999'), formats)).toEqual({ kind: 'scale', item: '00012', amount_fen: 1999 })
    expect(readCode(withCheck('28000120192000750'), formats)).toEqual({ kind: 'scale', item: '00012', amount_fen: 1920, weight_g: 750 })
    expect(readCode(withCheck('250001201999'), formats)).toEqual({ kind: 'gtin', gtin: withCheck('250001201999') })
  })
  it('lead to products', () => {
    expect(byGtin(products, '6901234567892')).toEqual([tea])
    const twin = { ...tea, id: 9, name: '绿茶' }
    expect(byGtin([...products, twin], '6901234567892')).toEqual([tea, twin])
    expect(byGtin(products, '0012345678905')).toEqual([cola])
    expect(byScaleItem(products, '00012')).toEqual([peach])
    expect(byScaleItem(products, '00013')).toEqual([])
  })
})

describe('entry', () => {
  it.each([
    ['', { kind: 'empty' }],
    ['3', { kind: 'quantity', text: '3' }],
    ['1.5', { kind: 'quantity', text: '1.5' }],
    ['2kg', { kind: 'quantity', text: '2kg' }],
    ['ht', { kind: 'search', letters: 'ht', quantity: '' }],
    ['HT3', { kind: 'search', letters: 'ht', quantity: '3' }],
    ['ht 1.5kg', { kind: 'search', letters: 'ht', quantity: '1.5kg' }],
    ['黄桃2', { kind: 'search', letters: '黄桃', quantity: '2' }],
    ['6901234567892', { kind: 'code', scanned: { kind: 'gtin', gtin: '6901234567892' } }],
  ])('%s', (text, entry) => expect(readEntry(text, formats)).toEqual(entry))
  it('finds by initials, then by name', () => {
    expect(find(products, 'h').map((p) => p.id)).toEqual([1, 2])
    expect(find(products, 'ht')).toEqual([peach])
    expect(find(products, '茶')).toEqual([tea])
    expect(find(products, 'zz')).toEqual([])
  })
  it('finds what is in stock first', () => {
    const radish = { ...peach, id: 0, name: '黄豆', on_hand: 0 }
    const there = { ...peach, id: 5, name: '精选黄桃', initials: 'jxht', on_hand: 16_600 }
    expect(find([radish, there], 'ht')).toEqual([there, radish])
    expect(find([radish, { ...there, on_hand: 0 }], 'ht').map((p) => p.id)).toEqual([0, 5])
  })
  it('reads quantities in the chosen unit', () => {
    expect(quantityOf(peach, '3', 'jin')).toBe(1500)
    expect(quantityOf(peach, '3', 'kg')).toBe(3000)
    expect(quantityOf(peach, '', 'jin')).toBeNull()
    expect(quantityOf(tea, '', 'jin')).toBe(1)
    expect(quantityOf(tea, '1.5', 'jin')).toBeNull()
  })
})

describe('basket', () => {
  it('adds, counts up packed goods, keeps weighed goods apart', () => {
    let basket = add(add(add(emptyBasket, tea, 1), tea, 2), peach, 750)
    basket = add(basket, peach, 250)
    expect(basket.lines.map((line) => [line.product.id, line.quantity, amountOf(line)])).toEqual([[2, 3, 10500], [1, 750, 1920], [1, 250, 640]])
    expect(totalOf(basket)).toBe(13060)
    expect(totalOf(remove(basket, 2))).toBe(11140)
    expect(totalOf(setQuantity(basket, 1, 1))).toBe(6060)
  })
  it.each([0, -1, 10_000_001, 1.5])('refuses a weight of %s g', (grams) => expect(add(emptyBasket, peach, grams)).toBe(emptyBasket))
  it('charges what the label says', () => {
    const basket = addLabelled(emptyBasket, peach, 1999)
    const [line] = basket.lines
    expect(line?.quantity).toBe(781)
    expect(line && amountOf(line)).toBe(1999)
    expect(line?.discount_fen).toBe(0)
    const odd = addLabelled(emptyBasket, peach, 2000)
    expect(totalOf(odd)).toBe(2000)
    expect(addLabelled(emptyBasket, peach, 1900, 750).lines[0]?.discount_fen).toBe(20)
  })
  it('never takes off more than there is', () => {
    const basket = add(emptyBasket, cola, 2)
    expect(totalOf(setDiscount(basket, 700))).toBe(0)
    expect(totalOf(setLineDiscount(basket, 1, 9999))).toBe(0)
    expect(totalOf(roundDown(add(emptyBasket, peach, 777), 100))).toBe(1900)
    expect(remove(setDiscount(basket, 100), 1).discount_fen).toBe(0)
  })
})

describe('payments', () => {
  const mixed = add(add(emptyBasket, peach, 2500), cola, 10)
  const card = (most_fen: number, account = 1) => ({ key: `S${account}`, account, holder: '周*', left_fen: most_fen, most_fen })
  it('let vouchers pay listed lines only', () => {
    expect(totalOf(mixed)).toBe(9400)
    expect(voucherCeiling(mixed)).toBe(6400)
    expect(propose(mixed, [card(60000)], 'cash')).toEqual([{ means: 'voucher', amount_fen: 6400, account: 1, voucher: 'S1' }, { means: 'cash', amount_fen: 3000 }])
    expect(propose(mixed, [card(5000), card(60000, 2), card(100, 3)], 'wechat')).toEqual([
      { means: 'voucher', amount_fen: 5000, account: 1, voucher: 'S1' }, { means: 'voucher', amount_fen: 1400, account: 2, voucher: 'S2' }, { means: 'wechat', amount_fen: 3000 }])
    expect(propose(add(emptyBasket, cola, 1), [card(60000)], 'cash')).toEqual([{ means: 'cash', amount_fen: 300 }])
  })
  it('share the basket’s discount as the books do', () => {
    expect(voucherCeiling(setDiscount(mixed, 100))).toBe(6400 - 68)
    expect(voucherCeiling(setDiscount(add(emptyBasket, peach, 500), 80))).toBe(1200)
  })
  it('always add up', () => {
    for (const left of [0, 1, 6399, 6400, 6401, 60000]) expect(stillDue(mixed, propose(mixed, [card(left)], 'cash'))).toBe(0)
  })
  it('give change for cash only', () => {
    const payments = propose(mixed, [card(60000)], 'cash')
    expect(changeFor(payments, 5000)).toBe(2000)
    expect(changeFor(payments, 3000)).toBe(0)
    expect(changeFor(payments, 2999)).toBeNull()
  })
})
