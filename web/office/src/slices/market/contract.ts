// A contract as lists show it, and what its deliveries have come to. Pure.
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Column, Filter } from '@shared/kit/table'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { prefs } from '@shared/lib/prefs'
import { GRAMS } from '@shared/lib/quantity'
import { windowText } from './market'

export type Contract = Api['ContractRow']
export type ContractDetail = Api['ContractView']
export type Delivery = Api['DeliveryRow']

const STATES = ['running', 'fulfilled', 'ended', 'void'] as const
const TONES: Readonly<Record<string, Tone>> = { running: 'info', late: 'bad', met: 'good', fulfilled: 'good', ended: 'off', void: 'off' }

/** A running contract is late once its last day has passed, unless all of it came. */
export function stateOf({ state, shortfall_g, to_day }: Contract, today: string): string {
  if (state !== 'running') return state
  return shortfall_g === 0 ? 'met' : to_day < today ? 'late' : state
}
export function stateTag(contract: Contract, today: string): { word: string; tone: Tone } {
  const state = stateOf(contract, today)
  return { word: i18n.global.t(`market.contract.states.${state}`), tone: TONES[state] ?? 'info' }
}
/** Where the two sides stand. */
const SIDES = ['disputed', 'waiting', 'agreed'] as const
const SIDE_TONES: Readonly<Record<string, Tone>> = { disputed: 'bad', waiting: 'wait', agreed: 'good' }
export const sidesTag = ({ sides }: Pick<Contract, 'sides'>): { word: string; tone: Tone } =>
  ({ word: i18n.global.t(`market.contract.sides.${sides}`), tone: SIDE_TONES[sides] ?? 'info' })

export const gradeText = (grade: string | undefined): string => grade || i18n.global.t('market.contract.ungraded')

export const contractFilters = (): Filter[] => {
  const { t } = i18n.global
  return [
    { key: 'state', name: t('market.state'), options: STATES.map((value) => ({ value, word: t(`market.contract.states.${value}`) })) },
    { key: 'sides', name: t('market.contract.two_sides'), options: SIDES.map((value) => ({ value, word: t(`market.contract.sides.${value}`) })) },
    { key: 'to_book', name: t('market.contract.delivery.booking'), any: t('market.contract.any_booking'), options: [{ value: 'true', word: t('market.contract.only_to_book') }] },
    { key: 'overdue', name: t('market.contract.timing'), any: t('market.contract.any_timing'), options: [{ value: 'true', word: t('market.contract.only_overdue') }] },
  ]
}

export function contractColumns(today: string): Column<Contract>[] {
  const { t } = i18n.global
  const inUnit = (name: string): string => t('market.in_unit', { name, unit: t(`kit.${prefs.unit}`) })
  return [
    { key: 'seller_name', title: t('market.contract.seller'), kind: 'link', to: (row) => `/contracts/${row.id}`, width: 110 },
    { key: 'crop_name', title: t('market.crop'), kind: 'text' },
    { key: 'state', title: t('market.state'), kind: 'status', status: (_, row) => stateTag(row, today) },
    { key: 'sides', title: t('market.contract.two_sides'), kind: 'status', status: (_, row) => sidesTag(row) },
    { key: 'buyer_name', title: t('market.buyer'), kind: 'text' },
    { key: 'kg', title: inUnit(t('market.kg')), kind: 'kg', sort: true },
    { key: 'delivered_g', title: inUnit(t('market.contract.delivered')), kind: 'quantity', sort: true },
    { key: 'shortfall_g', title: inUnit(t('market.contract.due')), kind: 'quantity' },
    { key: 'amount_fen', title: t('market.contract.amount'), kind: 'money', sort: true },
    { key: 'to_day', title: t('market.contract.to_day'), kind: 'date', sort: true },
    { key: 'kind', title: t('market.contract.kind'), kind: 'text', value: (row) => t(`market.contract.kinds.${row.kind}`) },
    { key: 'division_name', title: t('market.village'), kind: 'text' },
    { key: 'signed_on', title: t('market.contract.signed_on'), kind: 'date', sort: true, extra: true },
    { key: 'window', title: t('market.contract.timing'), kind: 'text', value: windowText, extra: true },
    { key: 'id', title: t('market.contract.no'), kind: 'text', extra: true },
  ]
}

/** What was agreed and did not come, or came above it, in grams: below nothing where more came. */
export const missing = ({ kg, delivered_g }: Contract): number => kg * GRAMS.kg - delivered_g

/** Deliveries that were taken back, by their number. */
export const takenBack = (deliveries: readonly Delivery[]): ReadonlySet<number> => new Set(deliveries.map(({ reverses }) => reverses).filter(Boolean))

export interface DayOfDelivery { day: string; grams: number }

/** What came day by day, in order; what was taken back came on no day. */
export function daysOf(deliveries: readonly Delivery[]): DayOfDelivery[] {
  const back = takenBack(deliveries)
  const days = new Map<string, number>()
  for (const { seq, day, grams, reverses } of deliveries) {
    if (reverses === 0 && !back.has(seq)) days.set(day, (days.get(day) ?? 0) + grams)
  }
  return [...days].map(([day, grams]) => ({ day, grams })).sort((a, b) => a.day.localeCompare(b.day))
}

/** What had come in all with each delivery, by its number. */
export function soFar(deliveries: readonly Delivery[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  let sum = 0
  for (const { seq, grams } of [...deliveries].sort((a, b) => a.seq - b.seq)) sums.set(seq, (sum += grams))
  return sums
}

const DAY_MS = 86_400_000
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** What a delivery pays a kg: the price of its grade, or in contract farming the better of floor and market; null without one. */
export function pays({ kind, prices }: Pick<ContractDetail, 'kind' | 'prices'>, grade: string, market: number | null): number | null {
  const agreed = prices.find((price) => (price.grade ?? '') === grade)?.fen_per_kg
  if (agreed === undefined) return null
  if (kind !== 'farming') return agreed
  return market === null ? null : Math.max(agreed, market)
}
