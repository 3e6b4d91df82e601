// Where a case stands as a tone, and what each next action asks for and where it is sent.
import type { ComposerTranslation } from 'vue-i18n'
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Field, Option, Values } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { session } from '@/shell/session'

export const STATES = ['submitted', 'returned', 'township_checked', 'department_checked', 'approved', 'in_notice', 'listed', 'expired', 'suspended', 'refused', 'removed', 'blacklisted'] as const
const TONES: Readonly<Record<string, Tone>> = { listed: 'good', returned: 'look', suspended: 'look', expired: 'look', refused: 'bad', removed: 'off', blacklisted: 'bad' }

export const caseTone = (state: string): Tone => TONES[state] ?? 'wait'
export const verdictTone = (verdict: string): Tone => (verdict === 'met' ? 'good' : verdict === 'not_met' ? 'bad' : 'look')

/** The year whose wages are looked at if nobody says otherwise: the last whole one. */
export const wageYear = (day: string): number => Number(day.slice(0, 4)) - 1

/** The year that is being worked on: the last one that somebody is recorded as working in, at a producer or anywhere in sight; the last whole one where nobody is, or nobody answers. */
export async function yearAtWork(day: string, producer?: number): Promise<number> {
  const found = await get<Page<Api['EmploymentRow']>>('/employments', { ...(producer ? { producer } : {}), sort: '-year', limit: 1 }).catch(() => null)
  return found?.items[0]?.year ?? wageYear(day)
}

/** The years whose wages can count: this one and those before it. */
export const yearOptions = (t: ComposerTranslation, day: string): Option[] =>
  Array.from({ length: 6 }, (_, back) => Number(day.slice(0, 4)) - back).map((value) => ({ value, word: t('catalogue.employment.year_word', { year: value }) }))

/** What stands in the way of a step that the state would allow; null if nothing does. The server refuses for the same reasons. */
export function waitsFor(t: ComposerTranslation, found: Api['CertificationDetail'], day: string): { action: string; why: string } | null {
  const may = (action: string): boolean => (found.next_actions as string[]).includes(action)
  const runs = may('list') && day <= found.notice_to ? [t('catalogue.case.waits.notice', { to: found.notice_to })] : []
  const objected = may('list') && found.open_objections > 0 ? [t('catalogue.case.waits.objection', { count: found.open_objections })] : []
  if (runs.length || objected.length) return { action: 'list', why: [...runs, ...objected].join(' ') }
  const outcome = (found.verdict_today as { outcome?: string } | null)?.outcome
  if (may('approve') && outcome !== 'met') return { action: 'approve', why: t('catalogue.case.waits.rule') }
  return null
}

/** Steps forward are primary, in this order; the others stand beside them. */
export const FORWARD = ['resubmit', 'pass_township', 'pass_department', 'approve', 'start_notice', 'list', 'renew', 'propose_renewal', 'resume']
/** Settled row by row, at the objection. */
export const OF_OBJECTION = ['reject_objection', 'uphold_objection']

interface Step { path: string; fixed?: Record<string, unknown>; fields: (t: ComposerTranslation) => Field[]; start?: (day: string) => Values }

const reason = (t: ComposerTranslation): Field[] => [{ key: 'reason', label: t('catalogue.reason'), kind: 'textarea', required: true, max: 500 }]
const nothing = (): Field[] => []

export const STEPS: Readonly<Record<string, Step>> = {
  resubmit: { path: 'resubmission', fields: reason },
  pass_township: { path: 'township-check', fixed: { pass: true }, fields: reason },
  return_township: { path: 'township-check', fixed: { pass: false }, fields: reason },
  pass_department: { path: 'department-check', fixed: { pass: true }, fields: reason },
  return_department: { path: 'department-check', fixed: { pass: false }, fields: reason },
  approve: { path: 'decision', fixed: { approve: true }, fields: reason },
  refuse: { path: 'decision', fixed: { approve: false }, fields: reason },
  start_notice: { path: 'notice', fields: nothing },
  object: { path: 'objections', fields: (t) => [{ key: 'text', label: t('catalogue.case.objection_text'), kind: 'textarea', required: true, max: 1000 }] },
  reject_objection: { path: 'objection-settlement', fixed: { upheld: false }, fields: reason },
  uphold_objection: { path: 'objection-settlement', fixed: { upheld: true }, fields: reason },
  list: { path: 'listing', fields: nothing },
  list_on_paper: {
    path: 'paper-listing',
    fields: (t) => [
      { key: 'paper', label: t('catalogue.case.paper'), kind: 'text', required: true, max: 100 },
      { key: 'valid_from', label: t('catalogue.from'), kind: 'date', required: true },
      { key: 'valid_to', label: t('catalogue.to'), kind: 'date', help: t('catalogue.case.paper_to_hint') },
    ],
    start: (day) => ({ valid_from: day }),
  },
  propose_renewal: { path: 'renewal-proposal', fields: reason },
  renew: {
    path: 'renewal', fields: (t) => [{ key: 'year', label: t('catalogue.case.year'), kind: 'select', required: true, options: yearOptions(t, session.now?.day ?? '') }, ...reason(t)],
    start: (day) => ({ year: wageYear(day) }),
  },
  suspend: { path: 'suspension', fields: reason },
  resume: { path: 'resumption', fields: reason },
  remove: { path: 'removal', fields: reason },
  blacklist: { path: 'blacklisting', fields: reason },
}
