// Bases and plots as forms ask for them and lists show them: area in 亩 with two decimals, kept in hundredths. Pure.
import { get, type Page } from '@shared/api/api'
import { Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import type { Column } from '@shared/kit/table'
import type { Tone } from '@shared/kit/StatusTag.vue'

export type Base = Api['BaseView']
export type Plot = Api['PlotView']
export type Rent = Api['RentRow']
export type BaseTotal = Api['BaseTotalRow']
type Choices = Api['MarketChoices']

const OPEN_END = '9999-12-31'
export const say = (key: string, words: Record<string, unknown> = {}): string => i18n.global.t(`supply.base.${key}`, words)
const is = (key: string, ...values: string[]) => (now: Values): boolean => values.includes(String(now[key]))

/** Hundredths of a 亩 as people write them: 1250 → 12.5. */
export const areaText = (centimu: number): string => {
  const text = `${Math.floor(centimu / 100)}.${String(centimu % 100).padStart(2, '0')}`
  return text.replace(/\.?0+$/, '')
}
/** What was typed, in hundredths; null if it is none. */
export function readArea(text: string): number | null {
  const found = /^(\d{1,5})(?:\.(\d{1,2}))?\s*亩?$/.exec(text.trim())
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}
export function areaOf(body: Record<string, unknown>): number {
  const read = readArea(String(body.area ?? ''))
  if (read === null) {
    const message = say('area_bad')
    throw new Problem({ type: 'about:blank', title: message, status: 422, code: 'plot.area', errors: [{ field: 'area', code: 'plot.area', message }] })
  }
  return read
}
export const isOpen = (day: string): boolean => day === OPEN_END
export const untilText = (day: string): string => (isOpen(day) ? '' : day)

const asOption = ({ id, name, within }: Api['MarketChoice']): Option => ({ value: id, word: name, ...(within && { note: within }) })
const choices = (of: 'producers' | 'households') => async (q: string): Promise<Option[]> => (await get<Choices>('/market-choices', { q, of: 'sellers' }))[of].map(asOption)
const places = async (q: string): Promise<Option[]> => (await get<Choices>('/market-choices', { q })).places.map(asOption)
export async function findProducers(text: string): Promise<Option[]> {
  const page = await get<Page<Api['ProducerRow']>>('/producers', { q: text, limit: 20 })
  return page.items.map(({ id, name }) => ({ value: id, word: name }))
}

export function baseFields(village: boolean): Field[] {
  return [
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 40 },
    { key: 'operator_kind', label: say('operator_kind'), kind: 'select', required: true, options: (['producer', 'household'] as const).map((value) => ({ value, word: say(`operators.${value}`) })) },
    { key: 'operator.producer', label: say('operator'), kind: 'search', required: true, search: findProducers, when: is('operator_kind', 'producer') },
    { key: 'operator.household', label: say('operator'), kind: 'search', required: true, search: choices('households'), help: say('household_help'), when: is('operator_kind', 'household') },
    ...(village ? [] : [{ key: 'division', label: say('village'), kind: 'search', required: true, search: places, help: say('village_help') } as Field]),
    { key: 'from_day', label: say('from_day'), kind: 'date', required: true },
    { key: 'note', label: say('remark'), kind: 'textarea', max: 200, help: say('remark_help') },
  ]
}
export const correctFields = (): Field[] => [
  { key: 'name', label: say('name'), kind: 'text', required: true, max: 40 },
  { key: 'from_day', label: say('from_day'), kind: 'date', required: true },
  { key: 'closed_on', label: say('closed_on'), kind: 'date', help: say('closed_help') },
  { key: 'note', label: say('remark'), kind: 'textarea', max: 200, help: say('remark_help') },
]

const area = (): Field => ({ key: 'area', label: say('area_mu'), kind: 'text', required: true, max: 10, help: say('area_help') })
const trees = (): Field => ({ key: 'trees', label: say('trees'), kind: 'pieces', unit: say('tree'), help: say('trees_help') })
const remark = (): Field => ({ key: 'note', label: say('remark'), kind: 'text', max: 200, help: say('remark_help') })

export function plotFields(crops: readonly Option[]): Field[] {
  const held = is('kind', 'rented', 'member')
  return [
    { key: 'kind', label: say('kind'), kind: 'select', required: true, options: (['own', 'rented', 'member'] as const).map((value) => ({ value, word: say(`kind_texts.${value}`) })) },
    { key: 'name', label: say('plot_name'), kind: 'text', required: true, max: 40, help: say('plot_name_help') },
    { key: 'crop', label: say('crop'), kind: 'select', required: true, options: crops },
    area(),
    trees(),
    { key: 'holder_kind', label: say('holder_kind'), kind: 'select', required: true, options: (['named', 'household'] as const).map((value) => ({ value, word: say(`holders.${value}`) })), when: held },
    { key: 'holder.named.name', label: say('holder_name'), kind: 'text', required: true, max: 30, personal: true, when: (now) => held(now) && is('holder_kind', 'named')(now) },
    { key: 'holder.named.phone', label: say('holder_phone'), kind: 'text', max: 20, personal: true, help: say('phone_help'), when: (now) => held(now) && is('holder_kind', 'named')(now) },
    { key: 'holder.household', label: say('holder'), kind: 'search', required: true, search: choices('households'), help: say('household_help'), when: (now) => held(now) && is('holder_kind', 'household')(now) },
    { key: 'rent_fen', label: say('rent'), kind: 'money', required: true, when: is('kind', 'rented') },
    { key: 'division', label: say('plot_village'), kind: 'search', search: places, help: say('plot_village_help') },
    { key: 'from_day', label: say('from_day'), kind: 'date' },
    { key: 'to_day', label: say('until'), kind: 'date', help: say('until_help') },
    remark(),
  ]
}
/** Of a plot whose holder and crop stay as they are. */
export const correctPlotFields = ({ kind }: Plot): Field[] => [
  { key: 'name', label: say('plot_name'), kind: 'text', required: true, max: 40 },
  area(),
  trees(),
  ...(kind === 'rented' ? [{ key: 'rent_fen', label: say('rent'), kind: 'money', required: true } as Field] : []),
  { key: 'to_day', label: say('until'), kind: 'date', help: say('until_help') },
  remark(),
]
export const plotStart = ({ name, area_centimu, trees: count, rent_fen, to_day, note }: Plot): Values =>
  ({ name, area: areaText(area_centimu), trees: count, rent_fen, to_day: isOpen(to_day) ? null : to_day, note })

/** The request of a base or a plot, without what only the form asks. */
export const baseBody = ({ operator_kind: _, ...body }: Record<string, unknown>): Record<string, unknown> => body
export const plotBody = ({ area: _, holder_kind: __, ...body }: Record<string, unknown>, centimu: number): Record<string, unknown> => ({ ...body, area_centimu: centimu })

/** A column of land, in 亩. */
const mu = <R extends object>(key: keyof R & string, title: string, sort = false): Column<R> => ({
  key, title, kind: 'text', figure: true, sum: areaText, ...(sort && { sort }),
  value: (row) => {
    const centimu: unknown = row[key]
    return typeof centimu === 'number' && centimu > 0 ? areaText(centimu) : ''
  },
})
const baseTag = ({ closed_on }: Base): { word: string; tone: Tone } => (isOpen(closed_on) ? { word: say('states.kept'), tone: 'good' } : { word: say('states.closed'), tone: 'off' })

export const baseColumns = (): Column<Base>[] => [
  { key: 'name', title: say('name'), kind: 'link', to: (row) => `/bases/${row.id}`, sort: true, width: 150 },
  { key: 'operator_name', title: say('operator'), kind: 'text' },
  { key: 'division_name', title: say('village'), kind: 'text' },
  { key: 'closed_on', title: say('state'), kind: 'status', status: (_, row) => baseTag(row) },
  mu('area_centimu', say('area_mu'), true),
  { key: 'trees', title: say('trees'), kind: 'pieces', sort: true },
  mu('rented_centimu', say('rented')),
  { key: 'growers', title: say('growers'), kind: 'pieces' },
  { key: 'rent_fen', title: say('rent'), kind: 'money', sort: true },
  { key: 'paid_fen', title: say('paid'), kind: 'money', sort: true },
  { key: 'plots', title: say('plots_count'), kind: 'pieces', extra: true },
  { key: 'from_day', title: say('from_day'), kind: 'date', sort: true, extra: true },
]
export const plotColumns = (where: 'base' | 'household'): Column<Plot>[] => [
  { key: 'name', title: say('plot_name'), kind: where === 'base' ? 'text' : 'link', to: (row) => `/bases/${row.base}`, sort: true, width: 140 },
  ...(where === 'household' ? [{ key: 'base_name', title: say('title'), kind: 'text' } as Column<Plot>] : []),
  { key: 'kind', title: say('kind'), kind: 'text', value: (row) => say(`kinds.${row.kind}`) },
  { key: 'crop_name', title: say('crop'), kind: 'text' },
  ...(where === 'base' ? [{ key: 'holder_name', title: say('holder'), kind: 'text' } as Column<Plot>] : []),
  { key: 'division_name', title: say('village'), kind: 'text' },
  mu('area_centimu', say('area_mu'), true),
  { key: 'trees', title: say('trees'), kind: 'pieces', sort: true },
  ...(['rent', 'paid', 'due', 'paid_ever'] as const).map((of): Column<Plot> => ({ key: `${of}_fen`, title: say(of), kind: 'money', ...(of !== 'paid_ever' && { sort: true }), value: (row) => (row.kind === 'rented' ? row[`${of}_fen`] : null) })),
  { key: 'last_paid_on', title: say('last_paid'), kind: 'date' },
  { key: 'to_day', title: say('until'), kind: 'date', value: (row) => untilText(row.to_day) },
  { key: 'note', title: say('remark'), kind: 'text', extra: true },
]
export const totalColumns = (): Column<BaseTotal>[] => [
  { key: 'division_name', title: say('village'), kind: 'text', width: 180 },
  mu('area_centimu', say('area_mu'), true),
  { key: 'trees', title: say('trees'), kind: 'pieces', sort: true },
  mu('rented_centimu', say('rented')),
  { key: 'bases', title: say('bases_count'), kind: 'pieces' },
  { key: 'plots', title: say('plots_count'), kind: 'pieces', sort: true },
  { key: 'growers', title: say('growers'), kind: 'pieces' },
  { key: 'households', title: say('households'), kind: 'pieces' },
  { key: 'rent_fen', title: say('rent'), kind: 'money', sort: true },
  { key: 'paid_fen', title: say('paid'), kind: 'money', sort: true },
]
