// A demand as its form asks for it and as a list shows it.
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { prefs } from '@shared/lib/prefs'
import type { Post } from '@/shell/session'
import { cropIn, dayText, findPlaces, findSides, perKg, priceFields } from './market'

export type Demand = Api['DemandView']
const PRICE = 'max_fen_per_kg'

/** Whose demands the post states: its own, or those of anybody. */
export const buysFor = (post: Post): 'unit' | 'outlet' | 'anybody' => (post.scope_kind === 'unit' || post.scope_kind === 'outlet' ? post.scope_kind : 'anybody')
export const isOwn = (post: Post, demand: Demand): boolean => {
  const whose = buysFor(post)
  return whose === 'anybody' || demand[whose] === post.scope_id
}

export const stands = (demand: Demand, today: string): boolean => demand.ended_reason === '' && demand.until_day >= today

export function demandTag(demand: Demand, today: string): { word: string; tone: Tone } {
  const { t } = i18n.global
  if (demand.ended_reason) return { word: t('market.demand.states.ended'), tone: 'off' }
  if (demand.until_day < today) return { word: t('market.demand.states.over'), tone: 'off' }
  if (demand.repeat_days === 0 && demand.agreed_kg >= demand.kg) return { word: t('market.demand.states.met'), tone: 'good' }
  return { word: t('market.demand.states.open'), tone: 'wait' }
}

/** 「每 7 天一次，到 12 月 31 日」; nothing for what is wanted once. */
export const standingText = (demand: Demand, today: string): string =>
  (demand.repeat_days ? i18n.global.t('market.demand.every', { days: demand.repeat_days, day: dayText(demand.until_day, today) }) : '')

/** Where or from whom it must come, in words. */
export function directedText({ directed_kind, directed_name }: Demand): string {
  const { t } = i18n.global
  if (!directed_name) return t('market.demand.anywhere')
  return directed_kind === 'place' ? directed_name : t('market.demand.only_of', { name: directed_name })
}

/** Whom a directed purchase names; households only for who sees their register. */
function aimFields(households: boolean): Field[] {
  const { t } = i18n.global
  const is = (aim: string) => (values: Values): boolean => values.aim === aim
  const aims = ['place', 'producer', ...(households ? ['household'] : [])]
  return [
    { key: 'aim', label: t('market.demand.aim'), kind: 'select', options: aims.map((value) => ({ value, word: t(`market.demand.aims.${value}`) })), help: t('market.demand.aim_help') },
    { key: 'directed_to', label: t('market.demand.directed_to'), kind: 'search', required: true, search: findPlaces, when: is('place') },
    { key: 'directed_producer', label: t('market.demand.directed_producer'), kind: 'search', required: true, search: findSides('producers'), help: t('market.demand.directed_producer_help'), when: is('producer') },
    { key: 'directed_households', label: t('market.demand.directed_households'), kind: 'many', required: true, search: findSides('households'), help: t('market.demand.directed_households_help'), when: is('household') },
  ]
}

async function findByName(path: string, text: string): Promise<Option[]> {
  const page = await get<Page<{ id: number; name: string }>>(path, { q: text, limit: 20 })
  return page.items.map(({ id, name }) => ({ value: id, word: name }))
}

function buyerFields(): Field[] {
  const { t } = i18n.global
  const kinds = ['unit', 'outlet', 'partner'] as const
  const is = (kind: string) => (values: Values): boolean => values.buyer === kind
  return [
    { key: 'buyer', label: t('market.demand.buyer_kind'), kind: 'select', required: true, options: kinds.map((value) => ({ value, word: t(`market.demand.buyers.${value}`) })) },
    { key: 'unit', label: t('market.demand.buyers.unit'), kind: 'search', required: true, when: is('unit'), search: (text) => findByName('/units', text) },
    { key: 'outlet', label: t('market.demand.buyers.outlet'), kind: 'search', required: true, when: is('outlet'), search: (text) => findByName('/outlets', text) },
    { key: 'partner', label: t('market.demand.partner_name'), kind: 'text', required: true, max: 60, when: is('partner') },
  ]
}

/** Only a partner may sit outside the county. */
export function demandFields(post: Post, crops: readonly Option[], households: boolean): Field[] {
  const { t } = i18n.global
  const away = (values: Values): boolean => values.buyer === 'partner'
  const again = (values: Values): boolean => values.again === true
  const place: Field = { key: 'division', label: t('market.demand.division'), kind: 'search', search: findPlaces }
  return [
    ...(buysFor(post) === 'anybody' ? buyerFields() : []),
    { key: 'crop', label: t('market.crop'), kind: 'select', required: true, options: crops },
    { key: 'kg', label: t('market.kg'), kind: 'pieces', unit: t('kit.kg'), required: true },
    { ...place, required: true, help: t('market.demand.division_help'), when: (values) => !away(values) },
    { ...place, help: t('market.demand.division_away'), when: away },
    { key: 'from_day', label: t('market.demand.from_day'), kind: 'date', required: true },
    { key: 'to_day', label: t('market.demand.to_day'), kind: 'date', required: true },
    ...priceFields(PRICE, t('market.demand.max'), false, (values) => ({ crop: cropIn(values) })),
    ...aimFields(households),
    { key: 'again', label: t('market.demand.standing'), kind: 'switch', help: t('market.demand.standing_help') },
    { key: 'repeat_days', label: t('market.demand.repeat_days'), kind: 'pieces', unit: t('market.days'), required: true, when: again },
    { key: 'until_day', label: t('market.demand.until_day'), kind: 'date', required: true, when: again },
    { key: 'note', label: t('market.demand.note'), kind: 'textarea', max: 200 },
  ]
}

export const demandStart = (today: string): Values => ({ from_day: today, per: prefs.unit })

/** The request: the buyer is the post's own where it has one. */
export function demandBody(post: Post, { buyer: _, again: __, aim: ___, ...body }: Record<string, unknown>): Record<string, unknown> {
  const whose = buysFor(post)
  return { ...perKg(PRICE, body), ...(whose !== 'anybody' && { [whose]: post.scope_id }) }
}
