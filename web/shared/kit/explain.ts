// The explanation tree of a finding, as the screen shows it; the JSON and the printed notice have the same tree.
import type { Api } from '../api/types'
import { moneyText, shareText } from '../lib/money'
import { piecesText, weightText, type WeightUnit } from '../lib/quantity'

/** A number with its unit; exactly one of the fields is set. */
export interface Measured { fen?: number; grams?: number; count?: number; ppm?: number; text?: string }

export interface Measure {
  name: string
  value: Measured
  /** Address of the ledger lines behind the number, inside the office app. */
  lines?: string
}

export interface Explanation {
  title: string
  basis?: { document: string; clause?: string; wording?: string; reading?: string }
  /** The test or formula with the numbers put in. */
  formula?: string
  result?: string
  measures?: Measure[]
  /** What a reader has to know besides. */
  notes?: string[]
  parts?: Explanation[]
}

/** One measured value as text. `words` gives the word of the unit. */
export function measuredText(value: Measured, unit: WeightUnit, words: Record<WeightUnit, string>): string {
  if (value.fen !== undefined) return moneyText(value.fen)
  if (value.grams !== undefined) return `${weightText(value.grams, unit)} ${words[unit]}`
  if (value.ppm !== undefined) return shareText(value.ppm)
  if (value.count !== undefined) return piecesText(value.count)
  return value.text ?? '—'
}

/** The tree as the server gives it, in the reader's language; `linesTo` leads from a measure to its lines. */
export function treeOf(found: Api['Explanation'], en: boolean, linesTo?: (lines: Api['Lines']) => string | undefined): Explanation {
  const say = (text: Api['Text']): string => (en ? text.en : text.zh)
  const measureOf = (measure: Api['Measure']): Measure => {
    const lines = measure.lines ? linesTo?.(measure.lines) : undefined
    return { name: say(measure.label), value: { text: say(measure.shown) }, ...(lines ? { lines } : {}) }
  }
  const { document, clause, wording } = found.rule.basis
  return {
    title: say(found.rule.title),
    result: say(found.conclusion),
    basis: { document, clause, wording },
    notes: found.notes.map(say),
    parts: found.steps.map((step) => ({
      title: say(step.statement),
      ...(step.holds === null || step.holds === undefined ? {} : { result: step.holds ? '✓' : '✗' }),
      ...(step.wording ? { formula: `“${step.wording}”` } : {}),
      measures: step.measures.map(measureOf),
    })),
  }
}
