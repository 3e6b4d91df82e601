// A finding's explanation as the rules give it, turned into the tree that the screen shows. Pure.
import type { Explanation, Measure, Measured } from '@shared/kit/explain'

interface Text { zh: string; en: string }
interface RuleMeasure { name: string; label: Text; value: number | string | null; unit: string; shown: Text; lines: { measure: string; subject: string; year: number } | null }
interface Step { statement: Text; wording?: string; holds: boolean | null; measures: RuleMeasure[] }
export interface RuleExplanation {
  rule: { id: string; policy: string; title: Text; basis: { document: string; clause: string; wording: string } }
  steps: Step[]
  conclusion: Text
  notes: Text[]
}

export interface Words { lang: 'zh' | 'en'; step: (number: number) => string; yes: string; no: string }

/** Measures that a book's lines stand behind. */
const IN_BOOKS: ReadonlySet<string> = new Set(['recorded_sales_fen', 'credited_sales_fen', 'local_sales_fen', 'campaign_sales_fen'])

/** Lists of a village that an officer's measures are counted from. */
const OF_VILLAGES: ReadonlySet<string> = new Set(['reports', 'reports_on_time', 'promotion_had_g'])

/** What an officer's measures are made of, one by one. */
const PARTS: Readonly<Record<string, string>> = { reports_checked: 'reports', reports_accurate: 'reports', promotion_sales_fen: 'promotion', promotion_sold_g: 'promotion' }

export function treeOf(explanation: RuleExplanation, words: Words): Explanation {
  const { rule, notes } = explanation
  const say = (text: Text): string => text[words.lang]
  const reading = notes.map(say).join(words.lang === 'zh' ? '；' : '; ')
  return {
    title: say(rule.title),
    result: say(explanation.conclusion),
    basis: { ...rule.basis, ...(reading && { reading }) },
    parts: explanation.steps.map((step, at) => partOf(step, at + 1, words)),
  }
}

function partOf(step: Step, number: number, words: Words): Explanation {
  const title = step.wording ? `${words.step(number)} ${step.wording}` : words.step(number)
  return {
    title,
    ...(step.holds !== null && { result: step.holds ? words.yes : words.no }),
    formula: step.statement[words.lang],
    measures: step.measures.map((measure) => measureOf(measure, words)),
  }
}

function measureOf(measure: RuleMeasure, words: Words): Measure {
  const { lines } = measure
  const shown: Measure = { name: measure.label[words.lang], value: valueOf(measure, words) }
  if (!lines || measure.value === null) return shown
  if (lines.subject.startsWith('o') && IN_BOOKS.has(measure.name)) shown.lines = linesPath(lines.year, lines.subject, lines.measure)
  const parts = PARTS[measure.name]
  if (lines.subject.startsWith('f') && parts) shown.lines = linesPath(lines.year, lines.subject, parts)
  if (lines.subject.startsWith('f') && OF_VILLAGES.has(measure.name)) shown.lines = `/supply-reports?division=${lines.subject.slice(1)}`
  return shown
}

function valueOf(measure: RuleMeasure, words: Words): Measured {
  if (typeof measure.value !== 'number') return { text: measure.shown[words.lang] }
  if (measure.unit === 'fen') return { fen: measure.value }
  if (measure.unit === 'ppm') return { ppm: measure.value }
  return measure.unit === 'count' ? { count: measure.value } : { text: measure.shown[words.lang] }
}

/** Page with the lines behind a measure. */
export const linesPath = (year: number, subject: string, measure: string): string => `/settlements/${year}/measures/${subject}/${measure}`
