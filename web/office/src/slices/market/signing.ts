// A contract as its form asks for it: who sells, who buys, how much, when, at which price by grade. Pure.
import { Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import { prefs } from '@shared/lib/prefs'
import { GRAMS } from '@shared/lib/quantity'
import type { Post } from '@/shell/session'
import { buysFor } from './demand'
import { cropIn, findPlaces, findSides, priceBeside } from './market'

/** What a form may begin with, and what chosen numbers are called. */
export interface Beginning { values: Values; words: Readonly<Record<string, string>> }
export interface Signing { post: Post; crops: readonly Option[]; households: boolean; farming: boolean; grades: number; words: Readonly<Record<string, string>> }

const is = (key: string, value: string) => (values: Values): boolean => values[key] === value

function sellerFields({ households, words }: Signing): Field[] {
  const { t } = i18n.global
  const kinds = ['villager', ...(households ? ['household'] : []), 'producer']
  const villager = is('seller_kind', 'villager')
  const search = (key: string, more: Partial<Field>): Field => ({ key, label: '', kind: 'search', required: true, ...(words[key] && { startWord: words[key] }), ...more })
  return [
    { key: 'seller_kind', label: t('market.contract.seller_kind'), kind: 'select', required: true, options: kinds.map((value) => ({ value, word: t(`market.contract.sellers.${value}`) })) },
    { key: 'seller.villager.name', label: t('market.contract.villager_name'), kind: 'text', required: true, max: 30, personal: true, when: villager },
    { key: 'seller.villager.phone', label: t('market.contract.villager_phone'), kind: 'text', help: t('market.contract.phone_help'), max: 20, personal: true, when: villager },
    search('seller.villager.division', { label: t('market.contract.villager_place'), help: t('market.contract.place_help'), search: findPlaces, when: villager }),
    search('seller.household', { label: t('market.contract.sellers.household'), help: t('market.contract.household_help'), search: findSides('households'), when: is('seller_kind', 'household') }),
    search('seller.producer', { label: t('market.contract.sellers.producer'), search: findSides('producers'), when: is('seller_kind', 'producer') }),
  ]
}

function buyerFields({ post, words }: Signing): Field[] {
  const { t } = i18n.global
  if (buysFor(post) !== 'anybody') return []
  const named = (key: 'unit' | 'outlet', of: 'units' | 'outlets'): Field =>
    ({ key, label: t(`market.demand.buyers.${key}`), kind: 'search', required: true, search: findSides(of), when: is('buyer', key), ...(words[key] && { startWord: words[key] }) })
  return [
    { key: 'buyer', label: t('market.contract.buyer_kind'), kind: 'select', required: true, options: (['unit', 'outlet', 'partner'] as const).map((value) => ({ value, word: t(`market.demand.buyers.${value}`) })) },
    named('unit', 'units'),
    named('outlet', 'outlets'),
    { key: 'partner', label: t('market.demand.partner_name'), kind: 'text', required: true, max: 60, when: is('buyer', 'partner') },
    { key: 'book_outlet', label: t('market.contract.book'), kind: 'search', search: findSides('outlets'), help: t('market.contract.book_help'), when: (values) => values.buyer !== undefined && values.buyer !== 'outlet' },
  ]
}

/** The first grade is the agreed one; all prices are for the same weight. */
function priceRows({ farming, grades }: Signing): Field[] {
  const { t } = i18n.global
  const units = ['jin', 'kg'] as const
  const per: Field = { key: 'per', label: t('market.per'), kind: 'select', required: true, options: units.map((unit) => ({ value: unit, word: t(`market.per_${unit}`) })) }
  const of = (row: number): Field[] => [
    { key: `prices.${row}.grade`, label: row === 0 ? t('market.contract.first_grade') : t('market.contract.grade_of', { row: row + 1 }), kind: 'text', max: 20, ...(row === 0 && { help: t('market.contract.grade_help') }), required: row > 0 },
    { key: `prices.${row}.fen_per_kg`, label: row === 0 ? t(farming ? 'market.contract.floor' : 'market.contract.price') : t(farming ? 'market.contract.floor_of' : 'market.contract.price_of', { row: row + 1 }), kind: 'money', required: true, beside: priceBeside(`prices.${row}.fen_per_kg`, (values) => ({ crop: cropIn(values), grade: String(values[`prices.${row}.grade`] ?? '').trim(), alone: true })) },
    ...(row === 0 ? [per] : []),
  ]
  return Array.from({ length: grades }, (_, row) => of(row)).flat()
}

export function signFields(signing: Signing): Field[] {
  const { t } = i18n.global
  return [
    { key: 'kind', label: t('market.contract.kind'), kind: 'select', required: true, options: (['purchase', 'farming'] as const).map((value) => ({ value, word: t(`market.contract.kind_texts.${value}`) })) },
    { key: 'crop', label: t('market.crop'), kind: 'select', required: true, options: signing.crops },
    ...sellerFields(signing),
    ...buyerFields(signing),
    { key: 'kg', label: t('market.contract.kg'), kind: 'quantity', required: true },
    { key: 'from_day', label: t('market.contract.from_day'), kind: 'date', required: true },
    { key: 'to_day', label: t('market.contract.to_day'), kind: 'date', required: true },
    { key: 'witness', label: t('market.contract.witness'), kind: 'text', max: 30, help: t('market.contract.witness_help'), personal: true },
    { key: 'proxy', label: t('market.contract.proxy'), kind: 'text', max: 30, help: t('market.contract.proxy_help'), personal: true },
    { key: 'signed_on', label: t('market.contract.signed_on'), kind: 'date', help: t('market.contract.signed_help') },
    { key: 'note', label: t('market.contract.remark'), kind: 'textarea', max: 500 },
    ...priceRows(signing),
  ]
}

/** How many grades the form holds, also one that was restored. */
export const gradesIn = (values: Values): number =>
  1 + Math.max(0, ...Object.entries(values).flatMap(([key, value]) => (value === null || value === '' ? [] : [Number(/^prices\.(\d+)\./.exec(key)?.[1] ?? 0)])))

/** Where a form begins: the post's own village, the fair or the offer that it comes from, the contract signed just before. */
export function beginning(post: Post, today: string, { offer, fair, before }: { offer?: Api['OfferDetail'] | null; fair?: boolean; before?: Beginning | null }): Beginning {
  const village = post.role === 'information_officer'
  const values: Values = {
    kind: 'purchase', seller_kind: 'villager', from_day: today, per: prefs.unit,
    ...(village && { 'seller.villager.division': post.scope_id }), ...(fair && { buyer: 'partner' }), ...before?.values,
  }
  const words = { ...(village && { 'seller.villager.division': post.scope_name }), ...before?.words }
  if (!offer) return { values, words }
  const buyer = offer.unit ? 'unit' : offer.outlet ? 'outlet' : 'partner'
  return {
    values: {
      ...values, crop: offer.crop, kg: offer.kg * GRAMS.kg, from_day: offer.from_day, to_day: offer.to_day, buyer, unit: offer.unit ?? null, outlet: offer.outlet ?? null, partner: offer.partner,
      'seller.villager.division': offer.division, 'prices.0.fen_per_kg': offer.agreed_fen_per_kg ?? null, per: 'kg',
    },
    words: { ...words, 'seller.villager.division': offer.division_name, unit: offer.buyer_name, outlet: offer.buyer_name },
  }
}

/** What the next contract at the same place begins with; people and quantities are always new. */
export function carryOn(body: Record<string, unknown>, signed: Api['ContractView']): Beginning {
  const { kind, crop, from_day, to_day, prices } = signed
  const division = (body.seller as { villager?: { division?: number } }).villager?.division
  const rows = prices.flatMap(({ grade, fen_per_kg }, row) => [[`prices.${row}.grade`, grade], [`prices.${row}.fen_per_kg`, fen_per_kg]])
  const values: Values = { kind, crop, from_day, to_day, per: 'kg', ...Object.fromEntries(rows), ...(division && { 'seller.villager.division': division }) }
  return { values, words: division ? { 'seller.villager.division': signed.division_name } : {} }
}

/** The request. A quantity that is not in whole kilograms is refused at its field, as the server would. */
export function signBody(post: Post, { seller_kind: _, buyer: __, per, kg, prices, ...body }: Record<string, unknown>): Record<string, unknown> {
  const grams = Number(kg)
  if (grams % GRAMS.kg !== 0) {
    const message = i18n.global.t('market.contract.whole_kg')
    throw new Problem({ type: 'about:blank', title: message, status: 422, code: 'contract.whole_kg', errors: [{ field: 'kg', code: 'contract.whole_kg', message }] })
  }
  const rows = Object.values(prices as Record<string, { grade?: string; fen_per_kg: number }>)
  const whose = buysFor(post)
  return {
    ...body, kg: grams / GRAMS.kg, prices: rows.map((row) => ({ ...row, fen_per_kg: per === 'jin' ? row.fen_per_kg * 2 : row.fen_per_kg })),
    ...(whose !== 'anybody' && { [whose]: post.scope_id }),
  }
}
