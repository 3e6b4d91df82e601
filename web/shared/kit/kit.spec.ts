import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { bodyOf, complaints, draftOf, merge, type Field } from './form'
import { measuredText } from './explain'
import { blockOf, blockTotals, blockTsv, cellText, headOf, sayingColumns, type Column } from './table'
import { useCells } from './useCells'

interface Sale { shop: string; amount_fen: number | null; weight_g: number; bags: number; at: string }
const rows: Sale[] = [
  { shop: '甲店', amount_fen: 123450, weight_g: 1750, bags: 2, at: '2026-11-23T06:05:00Z' },
  { shop: '=1+1', amount_fen: 1, weight_g: 250, bags: 1200, at: '2026-11-23T16:05:00Z' },
  { shop: '乙\t店', amount_fen: null, weight_g: 0, bags: 0, at: '' },
]
const columns: Column<Sale>[] = [
  { key: 'shop', title: '店', kind: 'text' },
  { key: 'amount_fen', title: '金额', kind: 'money' },
  { key: 'weight_g', title: '重量', kind: 'quantity' },
  { key: 'bags', title: '件数', kind: 'pieces' },
  { key: 'at', title: '时间', kind: 'instant' },
]
const whole = blockOf({ row: 2, col: 4 }, { row: 0, col: 0 })

describe('table', () => {
  it('shows values by kind', () => {
    const shown = columns.map((column) => cellText(column, rows[0] as Sale, 'jin'))
    expect(shown).toEqual(['甲店', '1,234.50', '3.5', '2', '2026-11-23 14:05'])
    expect(columns.map((column) => cellText(column, rows[2] as Sale, 'jin'))).toEqual(['乙\t店', '', '0', '0', ''])
  })
  it('leaves out columns that are empty in every row, unless they were asked for, sorted by or summed', () => {
    const empty = rows.map((row) => ({ ...row, amount_fen: null, at: '' }))
    const keysOf = (list: Column<Sale>[], sums = {}, sort = ''): string[] => sayingColumns(list, empty, sums, sort).map((column) => column.key)
    expect(keysOf(columns)).toEqual(['shop', 'weight_g', 'bags'])
    expect(keysOf(columns, { amount_fen: 5 }, '-at')).toEqual(['shop', 'amount_fen', 'weight_g', 'bags', 'at'])
    expect(keysOf(columns.map((column) => ({ ...column, extra: true })))).toHaveLength(5)
    expect(sayingColumns(columns, rows, {}, '').map((column) => column.key)).toEqual(columns.map((column) => column.key))
  })
  it('says in the heading what figures are in', () => {
    const t = (key: string, named: Record<string, unknown> = {}): string => (key === 'kit.yuan' ? '元' : `${named.name}（${named.unit}）`)
    expect(columns.map((column) => headOf(column, t))).toEqual(['店', '金额（元）', '重量', '件数', '时间'])
    expect(headOf({ key: 'price', title: '要价（元/公斤）', kind: 'money', unit: '' }, t)).toBe('要价（元/公斤）')
  })
  it('sums a selection by kind, empty cells left out', () => {
    expect(blockTotals(columns, rows, whole)).toEqual([
      { kind: 'money', count: 2, sum: 123451, average: 61726 },
      { kind: 'quantity', count: 3, sum: 2000, average: 667 },
      { kind: 'pieces', count: 3, sum: 1202, average: 401 },
    ])
    expect(blockTotals(columns, rows, blockOf({ row: 0, col: 0 }, { row: 2, col: 0 }))).toEqual([])
  })
  it('copies cells that a spreadsheet reads as numbers, and no formulas', () => {
    expect(blockTsv(columns, rows, blockOf({ row: 0, col: 0 }, { row: 2, col: 3 }), 'kg')).toBe("甲店\t1234.50\t1.75\t2\n'=1+1\t0.01\t0.25\t1200\n乙 店\t\t0\t0")
  })
})

describe('cells', () => {
  const press = (key: string, more: Partial<KeyboardEventInit> = {}) => new KeyboardEvent('keydown', { key, ...more })
  it('move with arrows and stay inside', () => {
    const cells = useCells(ref({ rows: 3, cols: 2 }))
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown']) cells.key(press(key))
    expect(cells.here).toEqual({ row: 2, col: 1 })
    expect(cells.key(press('a'))).toBe(false)
  })
  it('extend with shift, take all with Ctrl+A', () => {
    const cells = useCells(ref({ rows: 5, cols: 4 }))
    cells.key(press('ArrowDown'))
    cells.key(press('ArrowDown', { shiftKey: true }))
    cells.key(press('ArrowRight', { shiftKey: true }))
    expect(cells.block.value).toEqual({ top: 1, bottom: 2, left: 0, right: 1 })
    cells.key(press('a', { ctrlKey: true }))
    expect(cells.block.value).toEqual({ top: 0, bottom: 4, left: 0, right: 3 })
  })
})

describe('form', () => {
  const fields: Field[] = [
    { key: 'name', label: '名称', kind: 'text', required: true, max: 4 },
    { key: 'price.amount_fen', label: '单价', kind: 'money' },
    { key: 'phone', label: '电话', kind: 'text', personal: true },
    { key: 'password', label: '密码', kind: 'password' },
    { key: 'why', label: '理由', kind: 'textarea', required: true, when: (values) => values.name === '其他' },
  ]
  it('asks for what is required, only where it is asked', () => {
    expect([...complaints(fields, { name: '' }, new Set())]).toEqual([['name', 'required']])
    expect([...complaints(fields, { name: '其他' }, new Set(['price.amount_fen']))]).toEqual([['price.amount_fen', 'bad_money'], ['why', 'required']])
    expect([...complaints(fields, { name: '五个字太长' }, new Set())]).toEqual([['name', 'too_long']])
  })
  it('makes the body of the request', () => {
    expect(bodyOf(fields, { name: ' 甲 ', 'price.amount_fen': 5, password: ' x ', why: '旧' })).toEqual({ name: '甲', price: { amount_fen: 5 }, password: ' x ' })
  })
  it('takes several of a kind, and none for not said', () => {
    const several: Field[] = [{ key: 'villages', label: '村', kind: 'many', required: true }]
    expect(bodyOf(several, { villages: [3, 5] })).toEqual({ villages: [3, 5] })
    expect(bodyOf(several, { villages: [] })).toEqual({})
    expect([...complaints(several, { villages: [] }, new Set())]).toEqual([['villages', 'required']])
    expect(merge({ villages: [1, 2] }, { villages: [1, 2] }, { villages: [1, 2, 3] })).toEqual({ villages: [1, 2, 3] })
  })
  it('keeps no personal data and no secrets in drafts', () => {
    expect(draftOf(fields, { name: '甲', phone: '138', password: 'x', 'price.amount_fen': 0 })).toEqual({ name: '甲', 'price.amount_fen': 0 })
  })
})

describe('explanation', () => {
  const words = { jin: '斤', kg: '公斤' }
  it.each([[{ fen: 10_000_000 }, '¥100,000.00'], [{ grams: 5000 }, '10 斤'], [{ ppm: 700_000 }, '70%'], [{ count: 38 }, '38'], [{ text: '无' }, '无'], [{}, '—']])(
    '%o → %s', (value, text) => expect(measuredText(value, 'jin', words)).toBe(text))
})

describe('a record that somebody else changed meanwhile', () => {
  it('is read again, and what was changed here stays', () => {
    const began = { name: '城东店', hours: '8-18', note: null }
    expect(merge(began, { name: '城西店', hours: '8-18', note: '' }, { name: '城东店', hours: '9-20', note: '新' })).toEqual({ name: '城西店', hours: '9-20', note: '新' })
    expect(merge({}, { phone: '138' }, { phone: null })).toEqual({ phone: '138' })
  })
})
