// Opening totals on screen: figures as they were said, the form that states one, where a counted part leads.
import type { Api } from '@shared/api/types'
import type { Field, Values } from '@shared/kit/form'
import { moneyText, yuanText } from '@shared/lib/money'
import { prefs } from '@shared/lib/prefs'
import { piecesText } from '@shared/lib/quantity'
import { linesPath } from './explain'

type Translate = (key: string, named?: Record<string, unknown>) => string

export const MEASURES = ['sales', 'unsalable_sales', 'households', 'people', 'shops', 'pavilions'] as const
const MONEY: ReadonlySet<unknown> = new Set(['sales', 'unsalable_sales'])
const PRECISIONS = ['exact', 'at_least', 'at_most', 'about'] as const

export const isMoney = (measure: unknown): boolean => MONEY.has(measure)

const WAN_FEN = 1_000_000

/** What is said of a measure: an amount or a number. */
interface Said { measure: string; fen?: number | null | undefined; number?: number | null | undefined }

/** The figure with its word of doubt: `3,000 余万元`, `12,000 余户`; empty when there is none. */
export function saidText(t: Translate, precision: string, { measure, fen, number }: Said): string {
  const say = (figure: string, unit: string): string => t(`assessment.opening.said.${precision}`, { figure, unit: t(`assessment.opening.units.${unit}`) })
  if (typeof fen !== 'number') return typeof number === 'number' ? say(piecesText(number), measure) : ''
  if (precision === 'exact') return moneyText(fen)
  return prefs.lang !== 'en' && fen % WAN_FEN === 0 ? say(piecesText(fen / WAN_FEN), 'wan') : say(yuanText(fen), 'yuan')
}

export const openingFields = (t: Translate): Field[] => [
  { key: 'measure', label: t('assessment.opening.measure'), kind: 'select', required: true, options: MEASURES.map((value) => ({ value, word: t(`assessment.opening.measures.${value}`) })) },
  { key: 'amount_fen', label: t('assessment.opening.amount'), kind: 'money', required: true, when: (values: Values) => isMoney(values.measure) },
  { key: 'number', label: t('assessment.opening.number'), kind: 'pieces', required: true, when: (values: Values) => !isMoney(values.measure) },
  { key: 'precision', label: t('assessment.opening.precision'), kind: 'select', required: true, options: PRECISIONS.map((value) => ({ value, word: t(`assessment.opening.precisions.${value}`) })) },
  { key: 'as_of', label: t('assessment.opening.as_of'), kind: 'date', required: true },
  { key: 'wording', label: t('assessment.opening.wording'), kind: 'text', required: true, max: 200, wide: true },
  { key: 'document', label: t('assessment.opening.document'), kind: 'text', required: true, max: 200, wide: true },
  { key: 'document_no', label: t('assessment.opening.document_no'), kind: 'text', max: 100 },
  { key: 'page', label: t('assessment.opening.page'), kind: 'text', max: 100 },
  { key: 'note', label: t('assessment.opening.remark'), kind: 'textarea', max: 500 },
]

/** The page behind one part of a counted figure. */
export function partPath(row: Api['CountedRow']): string {
  const id = row.subject.slice(1)
  if (row.subject.startsWith('h')) return `/households/${id}`
  return typeof row.year === 'number' ? linesPath(row.year, row.subject, 'recorded_sales_fen') : `/outlets/${id}`
}
