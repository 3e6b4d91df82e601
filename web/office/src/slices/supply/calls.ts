// A report by phone call: whose call it is, which code of its card to ask for, and how it is confirmed.
import type { ComposerTranslation } from 'vue-i18n'
import { get, post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import { ElMessage } from '@shared/element'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Field, Values } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { instantText } from '@shared/lib/dates'

export type Caller = Api['Caller']
/** What a list says of the call that a report was entered after. */
export type Called = Pick<Api['ReportView'], 'call' | 'call_state' | 'call_reason' | 'caller_name' | 'code_number' | 'answered_at'>

/** Stands for somebody who does not report for the village. */
const SOMEBODY = 0
const TONES: Readonly<Record<string, Tone>> = { open: 'look', code: 'good', own: 'good', denied: 'bad' }

export const callersOf = async (division: number): Promise<Caller[]> => (await get<Api['CallersView']>('/supply-callers', { division })).callers

/** How a call was confirmed: by whom, by which code, when; null where there was none. */
export function callOf(t: ComposerTranslation, row: Called): { word: string; tone: Tone } | null {
  if (!row.call_state) return null
  const word = t(`supply.call.states.${row.call_state}`, { number: row.code_number ?? '', reason: row.call_reason })
  const told = [word, row.call_state === 'open' ? '' : row.caller_name, row.answered_at ? instantText(row.answered_at) : '']
  return { word: told.filter(Boolean).join(' · '), tone: TONES[row.call_state] ?? 'info' }
}

/** Each village has a field of its own: who was chosen for another one calls for nobody here. */
export const callerKey = (division: unknown): string => `caller_${String(division ?? '')}`
export const chosenCaller = (callers: readonly Caller[], values: Values, division: unknown): Caller | undefined =>
  callers.find(({ post: id }) => id === values[callerKey(division)])

/** What is asked of a call: who rang, and the code that comes next; somebody else is named. */
export function callFields(division: unknown, callers: readonly Caller[]): Field[] {
  const { t } = i18n.global
  const byPhone = (values: Values): boolean => values.via === 'phone'
  const codes = callers.filter((one) => one.code_number != null)
  return [
    ...(callers.length ? [{
      key: callerKey(division), label: t('supply.call.caller'), kind: 'select', required: true, when: byPhone,
      options: [...callers.map(({ post: value, name }) => ({ value, word: name })), { value: SOMEBODY, word: t('supply.call.somebody') }],
    } as Field] : []),
    { key: 'informant', label: t('supply.entry.informant'), kind: 'text', required: true, max: 60, personal: true, when: (values) => byPhone(values) && !chosenCaller(callers, values, division) },
    ...codes.map((one): Field => ({
      key: 'code', label: t('supply.call.ask_code', { number: one.code_number }), kind: 'text', max: 12, personal: true, autocomplete: 'off',
      help: t('supply.call.code_help'), when: (values) => byPhone(values) && chosenCaller(callers, values, division) === one,
    })),
  ]
}

/** What the server is told of the call. */
export function callBody(callers: readonly Caller[], values: Values, division: unknown, code: unknown): Record<string, unknown> {
  const caller = chosenCaller(callers, values, division)
  if (!caller) return {}
  return { caller: caller.post, ...(code ? { code: { number: caller.code_number, code } } : {}) }
}

/** Confirms a call by a code, at a call back; says so where nobody of the village has a card. */
export async function confirmCallAct(row: Called & { division: number }, done: () => void): Promise<Act | null> {
  const { t } = i18n.global
  const callers = (await callersOf(row.division)).filter((one) => one.code_number != null && (!row.caller_name || one.name === row.caller_name))
  const [first] = callers
  if (!first) {
    ElMessage.warning({ message: t('supply.call.no_card'), duration: 6000 })
    return null
  }
  return {
    title: t('supply.call.confirm'), verb: t('supply.call.confirm'), text: t('supply.call.confirm_text'), start: { caller: first.post },
    fields: [
      { key: 'caller', label: t('supply.call.caller'), kind: 'select', required: true, options: callers.map(({ post: value, name }) => ({ value, word: name })) },
      ...callers.map((one): Field => ({
        key: 'code', label: t('supply.call.ask_code', { number: one.code_number }), kind: 'text', required: true, max: 12, personal: true, autocomplete: 'off', when: ({ caller }) => caller === one.post,
      })),
    ],
    send: (body, key) => post(`/supply-calls/${row.call}/confirmation`, { caller: body.caller, code: { number: callers.find((one) => one.post === body.caller)?.code_number, code: body.code } }, { key }),
    done: () => { ElMessage.success(t('supply.call.confirmed')); done() },
  }
}
