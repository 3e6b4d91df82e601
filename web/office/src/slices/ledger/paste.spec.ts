import { describe, expect, it } from 'vitest'
import { newLine } from './forms'
import { pasteInto, productNamed, type Column } from './paste'
import type { Product } from './products'

const product = (id: number, name: string, unit: string, more = {}) => ({ id, name, unit, barcode: '', ended: false, ...more }) as unknown as Product
const known = new Map([
  [1, product(1, '黄桃', 'g')], [2, product(2, '黄花菜', 'piece', { barcode: '6901234567892' })], [3, product(3, '腊肉', 'g')], [4, product(4, '腊肉', 'g')], [5, product(5, '旧货', 'g', { ended: true })],
])

describe('cells pasted into lines', () => {
  it.each([['黄桃', 1], ['6901234567892', 2], ['腊肉', null], ['旧货', null], ['黄挑', null], ['', null]])('“%s” names %s', (cell, id) => {
    expect(productNamed(cell, known.values())?.id ?? null).toBe(id)
  })

  const rows: [string, Column, string[][], (string | number | null | string[])[][]][] = [
    ['a block', 'product', [['黄桃', '12.5', '6.00'], ['6901234567892', '3', '35']], [[1, 6250, 600, []], [2, 3, 3500, []]]],
    ['an unknown product keeps its figures beside it', 'product', [['黄挑', '12', '6'], ['黄桃', '1', '']], [[null, null, null, ['黄挑', '12', '6']], [1, 500, null, []]]],
    ['what is no figure', 'product', [['黄花菜', '1.5', '三十五']], [[2, null, null, ['1.5', '三十五']]]],
    ['more columns than the form has', 'product', [['黄桃', '1', '2', '备注']], [[1, 500, 200, []]]],
  ]
  it.each(rows)('%s', (_name, column, cells, expected) => {
    const lines = pasteInto([newLine(1)], { line: 1, column }, cells, known, 'jin')
    expect(lines.map((line) => [line.product, line.quantity, line.price_fen, line.unread])).toEqual(expected)
  })

  it('begins at the field one stands in and leaves what is above', () => {
    const lines = [{ ...newLine(7), product: 1 }, { ...newLine(8), product: 2 }]
    expect(pasteInto(lines, { line: 8, column: 'quantity' }, [['4', '30'], ['5', '']], known, 'kg').map((line) => [line.id, line.product, line.quantity, line.price_fen, line.unread])).toEqual([
      [7, 1, null, null, []], [8, 2, 4, 3000, []], [9, null, null, null, ['5']],
    ])
  })
})
