// A campaign and its pledges as forms ask for them and as lists show them.
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'
import type { Column, RowAct } from '@shared/kit/table'
import { prefs } from '@shared/lib/prefs'
import type { Post } from '@/shell/session'
import { buysFor } from './demand'
import { findSides, perKg, priceFields, priceText, windowText } from './market'

export type Campaign = Api['CampaignRow']
export type CampaignDetail = Api['CampaignView']
export type Produce = Api['CampaignReport']
export type Stage = Api['CampaignStage']
export type Pledge = Api['PledgeRow']
export type PledgeDetail = Api['PledgeView']
export type PledgeAct = Api['PledgeActRow']

const say = (key: string, values: Record<string, unknown> = {}): string => i18n.global.t(`market.campaign.${key}`, values)
const told = (key: string, values: Record<string, unknown> = {}): string => i18n.global.t(`market.pledge.${key}`, values)
const inUnit = (name: string): string => i18n.global.t('market.in_unit', { name, unit: i18n.global.t(`kit.${prefs.unit}`) })

export const isOver = (campaign: Campaign, today: string): boolean => campaign.ended_reason !== '' || campaign.to_day < today

/** Declared reports by village or crop, as a form of a campaign chooses them. */
export async function declaredReports(): Promise<Option[]> {
  const page = await get<Page<Api['UnsalableListed']>>('/unsalable-reports', { state: 'confirmed', limit: 200 })
  return page.items.map(({ id, division_name, crop_name, said }) => ({ value: id, word: `${division_name} · ${crop_name} ${said}` }))
}

export function campaignFields(reports: readonly Option[]): Field[] {
  return [
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 60, wide: true },
    { key: 'from_day', label: say('from_day'), kind: 'date', required: true },
    { key: 'to_day', label: say('to_day'), kind: 'date', required: true },
    { key: 'reports', label: say('reports'), kind: 'many', options: reports, help: say('reports_help'), wide: true },
    { key: 'note', label: say('remark'), kind: 'textarea', max: 500 },
  ]
}

export function campaignColumns(today: string): Column<Campaign>[] {
  return [
    { key: 'name', title: say('name'), kind: 'link', to: (row) => `/campaigns/${row.id}`, sort: true, width: 200 },
    { key: 'from_day', title: say('days'), kind: 'text', sort: true, value: windowText },
    { key: 'state', title: i18n.global.t('market.state'), kind: 'status', value: (row) => (isOver(row, today) ? 'over' : 'running'), status: (_, row) => (isOver(row, today) ? { word: say('over'), tone: 'off' } : { word: say('running'), tone: 'good' }) },
    { key: 'reports', title: say('reports'), kind: 'pieces' },
    { key: 'pledges', title: say('pledges'), kind: 'pieces' },
    { key: 'pledged_kg', title: inUnit(say('pledged')), kind: 'kg', sort: true },
  ]
}

export function produceColumns(): Column<Produce>[] {
  return [
    { key: 'division_name', title: i18n.global.t('market.village'), kind: 'link', to: (row) => `/unsalable-reports/${row.report}`, width: 190 },
    { key: 'crop_name', title: i18n.global.t('market.crop'), kind: 'text' },
    { key: 'spoil_on', title: say('spoil_on'), kind: 'date' },
    { key: 'declared_g', title: inUnit(say('declared')), kind: 'quantity' },
    { key: 'taken_in_g', title: inUnit(say('taken_in')), kind: 'quantity' },
    { key: 'sold_g', title: inUnit(say('sold')), kind: 'quantity' },
    { key: 'sold_fen', title: say('sold_fen'), kind: 'money' },
  ]
}

export function stageColumns(): Column<Stage>[] {
  return [
    { key: 'way', title: say('way'), kind: 'text', value: (row) => say(`ways.${row.way}`), width: 140 },
    { key: 'step', title: say('step'), kind: 'text', value: (row) => say(`steps.${row.way}.${row.step}`) },
    { key: 'count', title: say('count'), kind: 'pieces' },
    { key: 'grams', title: inUnit(i18n.global.t('market.kg')), kind: 'quantity', value: (row) => row.grams || null },
    { key: 'fen', title: say('amount'), kind: 'money' },
  ]
}

const TONES: Record<string, Tone> = { pledged: 'wait', ordered: 'look', delivered: 'look', paid: 'good', withdrawn: 'off' }
export const pledgeTag = (state: string): { word: string; tone: Tone } => ({ word: told(`states.${state}`), tone: TONES[state] ?? 'off' })

export function pledgeColumns(campaign: string): Column<Pledge>[] {
  return [
    { key: 'buyer_name', title: told('buyer'), kind: 'link', to: (row) => `/campaigns/${campaign}/pledges/${row.id}`, width: 170 },
    { key: 'kind', title: told('buyer_kind'), kind: 'text', value: (row) => told(`kinds.${row.kind}`) },
    { key: 'helper_kind', title: told('helper_kind'), kind: 'text' },
    { key: 'crop_name', title: i18n.global.t('market.crop'), kind: 'text' },
    { key: 'kg', title: inUnit(told('kg')), kind: 'kg', sort: true },
    { key: 'ordered_kg', title: inUnit(told('ordered')), kind: 'kg', sort: true, value: (row) => row.ordered_kg || null },
    { key: 'delivered_kg', title: inUnit(told('delivered')), kind: 'kg', sort: true, value: (row) => row.delivered_kg || null },
    { key: 'paid_fen', title: told('paid'), kind: 'money', sort: true, value: (row) => row.paid_fen || null },
    { key: 'given_to', title: told('given_to'), kind: 'text' },
    { key: 'state', title: told('state'), kind: 'status', status: (_, row) => pledgeTag(row.state) },
    { key: 'at', title: told('at'), kind: 'instant', sort: true },
  ]
}

/** Who may be entered: a unit or an outlet pledges for itself, a village for people and organisations, the office for all. */
export function pledgeFields(post: Post, crops: readonly Option[]): Field[] {
  const own = buysFor(post) !== 'anybody'
  const all = post.scope_kind === 'county'
  const kinds = [...(all ? ['unit', 'outlet'] : []), 'partner', 'person']
  const is = (kind: string) => (values: Values): boolean => values.buyer === kind
  const whose: Field[] = own ? [] : [
    { key: 'buyer', label: told('buyer_kind'), kind: 'select', required: true, options: kinds.map((value) => ({ value, word: told(`kinds.${value}`) })) },
    { key: 'unit', label: told('kinds.unit'), kind: 'search', required: true, search: findSides('units'), when: is('unit') },
    { key: 'outlet', label: told('kinds.outlet'), kind: 'search', required: true, search: findSides('outlets'), when: is('outlet') },
    { key: 'partner', label: told('partner_name'), kind: 'text', required: true, max: 60, when: is('partner') },
    { key: 'person.name', label: told('person_name'), kind: 'text', required: true, max: 30, personal: true, when: is('person') },
    { key: 'person.phone', label: told('person_phone'), kind: 'text', required: true, max: 20, personal: true, when: is('person') },
  ]
  return [
    ...whose,
    { key: 'helper_kind', label: told('helper_kind'), kind: 'text', max: 20, help: told('helper_help') },
    { key: 'crop', label: i18n.global.t('market.crop'), kind: 'select', required: true, options: crops },
    { key: 'kg', label: told('kg'), kind: 'pieces', unit: i18n.global.t('kit.kg'), required: true },
    { key: 'given_to', label: told('given_to'), kind: 'text', max: 60, help: told('given_help') },
    { key: 'note', label: told('remark'), kind: 'textarea', max: 200 },
  ]
}

export function pledgeBody(post: Post, { buyer: _, ...body }: Record<string, unknown>): Record<string, unknown> {
  const whose = buysFor(post)
  return { ...body, ...(whose !== 'anybody' && { [whose]: post.scope_id }) }
}

export type Step = 'ordered' | 'delivered' | 'paid' | 'withdrawn'

/** What may come next; an outlet's goods stand in its book. */
export function nextSteps({ kind, state, ordered_kg, delivered_kg }: Pledge): Step[] {
  if (state === 'withdrawn' || state === 'paid') return []
  if (ordered_kg === 0) return ['ordered', 'withdrawn']
  if (kind === 'outlet') return []
  return delivered_kg < ordered_kg ? ['delivered', 'paid'] : ['paid']
}

export function stepFields(step: Step, pledge: Pledge): Field[] {
  const kg = (label: string): Field => ({ key: 'kg', label, kind: 'pieces', unit: i18n.global.t('kit.kg'), required: true })
  const day: Field = { key: 'day', label: told('day'), kind: 'date', required: true }
  switch (step) {
    case 'ordered': return [kg(told('kg')), ...priceFields('fen_per_kg', told('price'), true, () => ({ crop: pledge.crop })), day]
    case 'delivered': return [kg(told('delivered')), day]
    case 'paid': return [{ key: 'fen', label: told('paid'), kind: 'money', required: true, help: pledge.ordered_kg ? priceText(pledge.fen_per_kg) : '' }, day]
    case 'withdrawn': return [{ key: 'reason', label: told('reason'), kind: 'textarea', required: true, max: 200 }]
  }
}

/** Where a step begins: the rest of what the one before promised. */
export function stepStart(step: Step, pledge: Pledge, today: string): Values {
  const rest = { ordered: { kg: pledge.kg, per: prefs.unit }, delivered: { kg: pledge.ordered_kg - pledge.delivered_kg }, paid: { fen: pledge.delivered_kg * pledge.fen_per_kg - pledge.paid_fen || null }, withdrawn: {} }[step]
  return { ...rest, ...(step !== 'withdrawn' && { day: today }) } as Values
}

export const stepBody = (step: Step, body: Record<string, unknown>): Record<string, unknown> =>
  ({ act: step, ...(step === 'ordered' ? perKg('fen_per_kg', body) : body) })

export function actColumns(acts: (row: PledgeAct) => RowAct[]): Column<PledgeAct>[] {
  return [
    { key: 'seq', title: i18n.global.t('market.campaign.step'), kind: 'pieces' },
    { key: 'act', title: told('act'), kind: 'text', value: (row) => (row.undoes ? told('undone', { no: row.undoes }) : told(`act_words.${row.act}`)) },
    { key: 'day', title: told('day'), kind: 'date' },
    { key: 'kg', title: inUnit(told('kg')), kind: 'kg', value: (row) => row.kg || null },
    { key: 'fen_per_kg', title: told('price'), kind: 'text', value: (row) => (row.fen_per_kg ? priceText(row.fen_per_kg) : '') },
    { key: 'fen', title: told('money'), kind: 'money', value: (row) => row.fen || null },
    { key: 'reason', title: told('reason'), kind: 'text' },
    { key: 'at', title: told('at'), kind: 'instant' },
    { key: 'acts', title: i18n.global.t('market.acts'), kind: 'acts', acts },
  ]
}

/** Whether an act still stands and nothing rests on it: an order only while nothing of it came or was paid. */
export const undoable = ({ acts, delivered_kg, paid_fen }: Pick<PledgeDetail, 'acts' | 'delivered_kg' | 'paid_fen'>, act: PledgeAct): boolean =>
  act.undoes === 0 && !acts.some((other) => other.undoes === act.seq) && (act.act !== 'ordered' || (delivered_kg === 0 && paid_fen === 0))
