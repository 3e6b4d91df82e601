// A collection run while it is being planned: loads in their order, against the limit of the vehicle. Pure.
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Values } from '@shared/kit/form'
import type { Column } from '@shared/kit/table'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { prefs } from '@shared/lib/prefs'
import { findPlaces } from './market'

export type Run = Api['CollectionRunRow']
export type RunDetail = Api['CollectionRunView']
export type Stop = Api['CollectionStop']
export type Proposal = Api['CollectionProposal']
type Source = Api['LoadSource']

/** A load on the list, as it is being changed. */
export interface DraftLoad { source: Source; source_id: number; village: string; crop: string; seller: string; buyer: string; grams: number | null }
/** What a run begins with: a proposal, or a run that is changed. */
export interface RunStart {
  township: number; day: string; vehicle: string; limit_kg: number; stops_most: number | null; to_division: number; to_name: string
  to_place: string; cost_fen: number | null; note: string; loads: DraftLoad[]
}
export interface DraftVehicle { vehicle: string; limit_g: number | null; stops_most: number | null; day: string | null }

const TONES: Readonly<Record<string, Tone>> = { planned: 'info', under_way: 'look', done: 'good', cancelled: 'off' }
const say = (key: string, words: Record<string, unknown> = {}): string => i18n.global.t(`market.collecting.${key}`, words)
export const runTag = (state: string): { word: string; tone: Tone } => ({ word: say(`states.${state}`), tone: TONES[state] ?? 'info' })
export const sellerText = (name: string): string => name || say('of_village')

interface Named { source: Source; source_id: number; division_name: string; crop_name: string; seller_name: string; buyer_name: string; grams: number }
export const asDraft = ({ source, source_id, division_name: village, crop_name: crop, seller_name: seller, buyer_name: buyer, grams }: Named): DraftLoad =>
  ({ source, source_id, village, crop, seller, buyer, grams })

export function startOf(run: RunDetail): RunStart {
  return {
    township: run.township, day: run.day, vehicle: run.vehicle, limit_kg: run.limit_g / 1000, stops_most: run.stops_most ?? null, to_division: run.to_division, to_name: run.to_name,
    to_place: run.to_place, cost_fen: run.estimated ? null : run.cost_fen, note: run.note, loads: run.stops.map(asDraft),
  }
}

/** The same loads with one moved by a place, or gone. */
export function moved(loads: readonly DraftLoad[], at: number, by: -1 | 1): DraftLoad[] {
  const to = at + by
  if (to < 0 || to >= loads.length) return [...loads]
  const next = [...loads]
  const [one] = next.splice(at, 1)
  if (one) next.splice(to, 0, one)
  return next
}
export const without = (loads: readonly DraftLoad[], at: number): DraftLoad[] => loads.filter((_, index) => index !== at)
export const sumOf = (loads: readonly DraftLoad[]): number => loads.reduce((sum, { grams }) => sum + (grams ?? 0), 0)

/** What is asked of a run besides its loads. */
export function runFields({ to_name: word }: Pick<RunStart, 'to_name'>): Field[] {
  return [
    { key: 'vehicle', label: say('vehicle'), kind: 'text', required: true, max: 30 },
    { key: 'limit', label: say('limit'), kind: 'quantity', weightUnit: 'kg', required: true },
    { key: 'day', label: say('day'), kind: 'date', required: true },
    { key: 'stops_most', label: say('stops_most'), kind: 'pieces', unit: '', help: say('stops_help') },
    { key: 'to_division', label: say('to_division'), kind: 'search', search: findPlaces, help: say('to_help'), ...(word && { startWord: word }) },
    { key: 'to_place', label: say('to_place'), kind: 'text', max: 60 },
    { key: 'cost_fen', label: say('cost'), kind: 'money', help: say('cost_help') },
    { key: 'note', label: say('remark'), kind: 'text', max: 200 },
  ]
}
export const runStart = ({ vehicle, limit_kg, day, stops_most, to_division, to_place, cost_fen, note }: RunStart): Values =>
  ({ vehicle, limit: limit_kg * 1000, day, stops_most, to_division: to_division || null, to_place, cost_fen, note })

/** The request; a limit is in whole kilograms, rounded down so that nothing is over it. */
export function runBody(township: number, { limit, ...body }: Record<string, unknown>, loads: readonly DraftLoad[]): Record<string, unknown> {
  return { ...body, township, limit_kg: Math.floor(Number(limit) / 1000), loads: loads.map(({ source, source_id, grams }) => ({ source, source_id, grams: grams ?? 0 })) }
}

export const vehiclesBody = (vehicles: readonly DraftVehicle[]): Record<string, unknown>[] =>
  vehicles.map(({ vehicle, limit_g, stops_most, day }) => ({ vehicle, limit_kg: Math.floor((limit_g ?? 0) / 1000), ...(stops_most !== null && { stops_most }), ...(day && { day }) }))

export function runColumns(): Column<Run>[] {
  const { t } = i18n.global
  const inUnit = (name: string): string => t('market.in_unit', { name, unit: t(`kit.${prefs.unit}`) })
  return [
    { key: 'vehicle', title: say('vehicle'), kind: 'link', to: (row) => `/collection-runs/${row.id}`, width: 150 },
    { key: 'day', title: say('day'), kind: 'date', sort: true },
    { key: 'state', title: t('market.state'), kind: 'status', status: (_, row) => runTag(row.state) },
    { key: 'township_name', title: say('township'), kind: 'text' },
    { key: 'villages', title: say('villages'), kind: 'pieces', sort: true },
    { key: 'planned_g', title: inUnit(say('planned')), kind: 'quantity', sort: true },
    { key: 'loaded_g', title: inUnit(say('loaded')), kind: 'quantity', sort: true },
    { key: 'limit_g', title: inUnit(say('limit')), kind: 'quantity', extra: true },
    { key: 'id', title: t('market.contract.no'), kind: 'text', extra: true },
  ]
}
