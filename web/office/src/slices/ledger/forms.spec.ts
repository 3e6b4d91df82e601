import { describe, expect, it } from 'vitest'
import { amountOf, bodyOf, newDraft, newLine, noPapers, papersOf, tieMessages, totalOf, type Draft, type FormKind, type LineDraft } from './forms'
import type { Product } from './products'

const product = (id: number, unit: string, legal_class: string) => ({ id, unit, legal_class }) as Product
const known = new Map([[1, product(1, 'g', 'edible_farm')], [2, product(2, 'piece', 'prepacked')]])
const line = (more: Partial<LineDraft>): LineDraft => ({ ...newLine(1), ...more })
const draft = (more: Partial<Draft>): Draft => ({ ...newDraft(), ...more })
const peach = line({ product: 1, quantity: 1500, price_fen: 333, per: 500, papers: { ...noPapers(), made_on: '2026-01-01', certificate: ' C1 ' } })

describe('papers written by hand', () => {
  it('ask of each class what the law asks', () => {
    expect(papersOf('edible_farm')).toEqual(['certificate'])
    expect(papersOf('prepacked')).toEqual(['made_on', 'batch_no', 'expires_on'])
    expect(papersOf('service')).toEqual([])
  })
  it('come to what the books will say', () => {
    expect(amountOf(peach, known.get(1))).toBe(999)
    expect(amountOf(line({ product: 2, quantity: 3, price_fen: 250, per: 500 }), known.get(2))).toBe(750)
    expect(amountOf(line({ product: 1, amount_fen: 88 }), known.get(1))).toBe(88)
    expect(totalOf([peach, line({ product: 2, quantity: 1 })], known)).toBeNull()
    expect(totalOf([peach, newLine(2)], known)).toBe(999)
  })
  it('name the report of unsalable produce where goods come in from outside, and say what is wrong with it at its line', () => {
    const tied = { ...peach, papers: { ...noPapers(), unsalable: '12' } }
    const papers = (kind: FormKind) => (bodyOf(kind, draft({ party: { producer: 7 }, lines: [newLine(1), { ...tied, id: 2 }] }), known).lines as { papers?: unknown }[])[0]?.papers
    expect(papers('purchase')).toEqual({ unsalable: 12 })
    expect(papers('consignment')).toEqual({ unsalable: 12 })
    expect(papers('opening')).toEqual({})
    expect([...tieMessages([newLine(1), { ...tied, id: 2 }], [{ field: 'lines.0.papers.unsalable', message: '没有' }, { field: 'day', message: '早' }])]).toEqual([[2, '没有']])
  })
  const at = { product: 1, quantity: { g: 1500 } }
  const rows: [FormKind, Partial<Draft>, Record<string, unknown>][] = [
    ['purchase', { party: { producer: 7 }, lines: [peach] }, { supplier: { producer: 7 }, lines: [{ ...at, price: { fen: 333, per: 500 }, papers: { certificate: 'C1' } }], payments: [] }],
    ['purchase', { party: { producer: 7 }, lines: [peach], means: 'cash', day: '2026-01-02', note: ' x ' }, { day: '2026-01-02', supplier: { producer: 7 }, lines: [{ ...at, price: { fen: 333, per: 500 }, papers: { certificate: 'C1' } }], payments: [{ means: 'cash', amount_fen: 999 }], note: 'x' }],
    ['wholesale', { party: { unit: 3 }, lines: [peach] }, { buyer: { unit: 3 }, lines: [{ ...at, price: { fen: 333, per: 500 } }], channel: 'wholesale', payments: [{ means: 'on_account', amount_fen: 999 }] }],
    ['count', { lines: [line({ product: 2, quantity: 0 })], reason: '盘点' }, { lines: [{ product: 2, found: { pieces: 0 } }], reason: '盘点' }],
    ['loss', { lines: [line({ product: 1, quantity: 500, lot: 4 })], reason: '烂' }, { lines: [{ product: 1, quantity: { g: 500 }, lot: 4 }], reason: '烂' }],
    ['donation', { party: { unit: 3 }, lines: [line({ product: 2, quantity: 2, amount_fen: 500 })], reason: '书包文化节' }, { recipient: { unit: 3 }, lines: [{ product: 2, quantity: { pieces: 2 }, amount_fen: 500 }], reason: '书包文化节' }],
    ['transfer', { to: 9, lines: [line({ product: 2, quantity: 2, amount_fen: 500 })] }, { to: 9, lines: [{ product: 2, quantity: { pieces: 2 }, amount_fen: 500 }] }],
    ['repack', { lines: [line({ product: 1, quantity: 500 })], outputs: [{ product: 2, quantity: 2, papers: { ...noPapers(), made_on: '2026-02-01', batch_no: 'b', certificate: 'no' } }, { product: 1, quantity: 100, papers: noPapers() }] }, { inputs: [{ product: 1, quantity: { g: 500 } }], outputs: [{ product: 2, quantity: { pieces: 2 }, papers: { made_on: '2026-02-01', batch_no: 'b' } }, { product: 1, quantity: { g: 100 }, papers: {} }] }],
    ['opening', { lines: [line({ product: 2, quantity: 2 })] }, { lines: [{ product: 2, quantity: { pieces: 2 }, papers: {} }] }],
    ['opening', { party: { household: 4 }, taken_in_on: '2025-12-01', lines: [line({ product: 2, quantity: 2, amount_fen: 900 })] }, { lines: [{ product: 2, quantity: { pieces: 2 }, amount_fen: 900, papers: {}, supplier: { household: 4 }, taken_in_on: '2025-12-01' }] }],
  ]
  it.each(rows)('%s', (kind, more, body) => expect(bodyOf(kind, draft(more), known)).toEqual(body))
})
