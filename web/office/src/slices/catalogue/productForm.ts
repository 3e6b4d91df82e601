// The form of a product: which particulars are asked follows its legal class, as the server demands them.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Field, Option, Values } from '@shared/kit/form'
import { findDivisions, findProducers } from './lookups'

export const CLASSES = ['edible_farm', 'prepacked', 'bulk', 'workshop', 'medicinal', 'non_food', 'service'] as const
const GROUPS = ['vegetable', 'fruit', 'tea', 'livestock', 'poultry', 'egg', 'fish', 'grain', 'mushroom', 'other'] as const

/** What each class demands: Food Safety Law art. 67, 68; Farm Product Quality Safety Law art. 39. The server has the same table and checks. */
const DEMANDS: Readonly<Record<string, readonly string[]>> = {
  edible_farm: ['farm_group'],
  prepacked: ['spec', 'shelf_life_days', 'label.ingredients', 'label.standard_number', 'label.storage', 'label.production_licence', 'label.maker'],
  bulk: ['shelf_life_days', 'label.maker'],
  workshop: ['shelf_life_days', 'label.ingredients', 'label.workshop_registration', 'label.maker'],
  medicinal: ['spec'],
  non_food: [],
  service: [],
}
const LABELS = ['ingredients', 'standard_number', 'storage', 'production_licence', 'workshop_registration', 'maker', 'net_content', 'grade', 'additives'] as const

/** Grams that the price of what is weighed is for; what is counted is priced by the piece, and nothing is asked. */
const PERS = [{ value: 500, word: 'jin' }, { value: 1000, word: 'kg' }] as const

/** Fields for the class chosen now. A field that the class demands is required; label particulars of others are not asked. */
export function productFields(t: ComposerTranslation, legalClass: string, words: { producer?: string; origin?: string; brands?: readonly Option[] } = {}): Field[] {
  const demanded = new Set(DEMANDS[legalClass] ?? [])
  const say = (key: string): string => t(`catalogue.product.${key}`)
  const food = ['edible_farm', 'prepacked', 'bulk', 'workshop'].includes(legalClass)
  const labels = LABELS.filter((name) => demanded.has(`label.${name}`) || name === 'grade' || (food && (name === 'net_content' || name === 'additives')))
  return [
    { key: 'producer', label: say('producer'), kind: 'search', required: true, search: findProducers, ...(words.producer ? { startWord: words.producer } : {}) },
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 100 },
    { key: 'legal_class', label: say('legal_class'), kind: 'select', required: true, options: CLASSES.map((value) => ({ value, word: say(`classes.${value}`) })) },
    ...(legalClass === 'edible_farm' ? [{ key: 'farm_group', label: say('farm_group'), kind: 'select', required: true, options: GROUPS.map((value) => ({ value, word: say(`groups.${value}`) })) } as Field] : []),
    { key: 'unit', label: say('unit'), kind: 'select', required: true, options: ['g', 'piece'].map((value) => ({ value, word: say(`units.${value}`) })) },
    { key: 'piece_word', label: say('piece_word'), kind: 'text', max: 10, help: say('piece_hint'), when: (values) => values.unit === 'piece' },
    { key: 'pack_g', label: say('pack'), kind: 'quantity', when: (values) => values.unit === 'piece' },
    { key: 'spec', label: say('spec'), kind: 'text', max: 100, required: demanded.has('spec') },
    { key: 'unit_price_fen', label: say('price'), kind: 'money' },
    { key: 'price_per', label: say('price_per'), kind: 'select', required: true, options: PERS.map(({ value, word }) => ({ value, word: say(`pers.${word}`) })), when: (values) => values.unit === 'g' && typeof values.unit_price_fen === 'number' },
    { key: 'origin', label: say('origin'), kind: 'search', search: findDivisions, ...(words.origin ? { startWord: words.origin } : {}) },
    { key: 'origin_text', label: say('origin_text'), kind: 'text', max: 100, when: (values) => !values.origin },
    ...(legalClass === 'service' || legalClass === 'non_food' ? [] : [{ key: 'shelf_life_days', label: say('shelf_life'), kind: 'text', max: 5, help: say('shelf_life_hint'), required: demanded.has('shelf_life_days') } as Field]),
    { key: 'barcode', label: say('barcode'), kind: 'text', max: 13 },
    ...(words.brands?.length ? [{ key: 'brand', label: say('brand'), kind: 'select', options: words.brands } as Field] : []),
    ...labels.map((name): Field => ({ key: `label.${name}`, label: say(name), kind: 'text', max: 500, required: demanded.has(`label.${name}`), wide: name === 'ingredients' || name === 'maker' })),
  ]
}

/** A product as its form starts with it. */
export function productStart(now: Api['ProductDetail']): Values {
  const label = Object.fromEntries(Object.entries(now.label).map(([key, value]) => [`label.${key}`, value ?? '']))
  return {
    producer: now.producer, name: now.name, legal_class: now.legal_class, farm_group: now.farm_group, unit: now.unit, piece_word: now.piece_word, pack_g: now.pack_g ?? null,
    spec: now.spec, unit_price_fen: now.unit_price_fen ?? null, price_per: now.unit === 'g' ? now.price_per : PERS[0].value,
    origin: now.origin_division ?? null, origin_text: now.origin_division ? '' : now.origin, shelf_life_days: now.shelf_life_days ? String(now.shelf_life_days) : '', barcode: now.barcode, brand: now.brand ?? null, ...label,
  }
}

/** What is sent: days as a number, and the particulars of the label that this class does not ask stay as they were. */
export function productBody(body: Record<string, unknown>, fields: readonly Field[], old?: Api['ProductDetail']): Record<string, unknown> {
  const asked = new Set(fields.map((field) => field.key))
  const kept = Object.fromEntries(Object.entries(old?.label ?? {}).filter(([name]) => !asked.has(`label.${name}`)))
  const days = body.shelf_life_days
  return { ...(old ? { producer: old.producer } : {}), ...body, label: { ...kept, ...(body.label as object | undefined) }, ...(days === undefined ? {} : { shelf_life_days: Number(days) }) }
}
