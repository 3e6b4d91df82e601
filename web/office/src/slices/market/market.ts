// What the pages of the market share: what there is to choose, how prices, windows and weights are said.
import { h, ref, type VNode } from 'vue'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import { decimal } from '@shared/lib/digits'
import { moneyText } from '@shared/lib/money'
import { prefs } from '@shared/lib/prefs'
import { GRAMS, otherUnit, weightText, type WeightUnit } from '@shared/lib/quantity'
import MarketBeside from './MarketBeside.vue'

type Choices = Api['MarketChoices']

const asOption = ({ id, name, within }: Api['MarketChoice']): Option => ({ value: id, word: name, ...(within && { note: within }) })
const choices = (q = ''): Promise<Choices> => get<Choices>('/market-choices', { q })

/** Townships and villages of the whole county by name. */
export const findPlaces = async (text: string): Promise<Option[]> => (await choices(text)).places.map(asOption)

type Sides = 'units' | 'outlets' | 'producers' | 'households'
/** Buyers and sellers by name, also where their register is not the reader's to see. */
export const findSides = (of: Sides) => async (text: string): Promise<Option[]> =>
  (await get<Choices>('/market-choices', { q: text, of: of === 'units' || of === 'outlets' ? 'buyers' : 'sellers' }))[of].map(asOption)

/** Crops and townships, read once a page; empty until they are known. */
export function useChoices() {
  const crops = ref<Option[]>([])
  const townships = ref<Option[]>([])
  const ready = choices().then((found) => {
    crops.value = found.crops.map(asOption)
    townships.value = found.places.map(asOption)
  })
  ready.catch(() => {})
  return { crops, townships, ready }
}

/** Options as the filter of a list takes them. */
export const asFilter = (options: readonly Option[]): { value: string; word: string }[] => options.map(({ value, word }) => ({ value: String(value), word }))

/** `1200` fen a kg → `¥6.00/斤（¥12.00/公斤）`, the reader's unit first; 斤 keeps the half fen. */
export function priceText(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return ''
  const { t } = i18n.global
  const each: Record<WeightUnit, string> = {
    jin: t('market.a_jin', { price: `¥${decimal(fen * 5, 3, true).replace(/0$/, '')}` }),
    kg: t('market.a_kg', { price: moneyText(fen) }),
  }
  return t('market.both', { first: each[prefs.unit], other: each[otherUnit(prefs.unit)] })
}

/** `600` kg → `1,200 斤（600 公斤）`, the reader's unit first. */
export const kgText = (kg: number): string => gramsText(kg * GRAMS.kg)

export function gramsText(grams: number): string {
  const { t } = i18n.global
  const say = (unit: WeightUnit): string => `${weightText(grams, unit)} ${t(`kit.${unit}`)}`
  return t('market.both', { first: say(prefs.unit), other: say(otherUnit(prefs.unit)) })
}

export const windowText = ({ from_day, to_day }: { from_day: string; to_day: string }): string =>
  (from_day === to_day ? from_day : i18n.global.t('market.from_to', { from: from_day, to: to_day }))

/** A day in prose; the year only where it is not this one. */
export function dayText(day: string, today: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const here = year === today.slice(0, 4)
  if (prefs.lang !== 'en') return `${here ? '' : `${year}年`}${Number(month)}月${Number(date)}日`
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', ...(!here && { year: 'numeric' }) }).format(new Date(`${day}T00:00:00Z`))
}

export const inLang = (text: Api['Text']): string => (prefs.lang === 'en' ? text.en : text.zh)

/** Of which crop and grade a price is, by what a form holds. */
export type Priced = (values: Values) => { crop: number | null; grade?: string; alone?: boolean }

/** What the market pays, and a doubt about the price, below its input. */
export const priceBeside = (key: string, of: Priced) => (values: Values): VNode => {
  const fen = perKg(key, { [key]: values[key], per: values.per })[key]
  return h(MarketBeside, { ...of(values), fen: typeof fen === 'number' ? fen : null })
}

/** The crop that a form's select holds. */
export const cropIn = ({ crop }: Values): number | null => (typeof crop === 'number' ? crop : null)

/** A price and what it is for; [`perKg`] makes fen a kg of both. `of`: what is priced, to hold it against the market. */
export function priceFields(key: string, label: string, required: boolean, of?: Priced): Field[] {
  const { t } = i18n.global
  const units = ['jin', 'kg'] as const
  return [
    { key, label, kind: 'money', required, ...(of && { beside: priceBeside(key, of) }) },
    { key: 'per', label: t('market.per'), kind: 'select', required: true, options: units.map((unit) => ({ value: unit, word: t(`market.per_${unit}`) })), when: (values) => required || typeof values[key] === 'number' },
  ]
}

export function perKg(key: string, { per, ...body }: Record<string, unknown>): Record<string, unknown> {
  const fen = body[key]
  return typeof fen === 'number' && per === 'jin' ? { ...body, [key]: fen * 2 } : body
}
