// A crop as its form asks for it and as the API takes it: percent for parts per million, kilograms for grams.
import type { ComposerTranslation } from 'vue-i18n'
import { get, type Page } from '@shared/api/api'
import { Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import type { Field, Option, Values } from '@shared/kit/form'

export type Crop = Api['CropView']
const PPM_A_PERCENT = 10_000

/** All crops, for filters and choices. */
export async function cropOptions(): Promise<Option[]> {
  const page = await get<Page<Api['CropRow']>>('/crops', { limit: 500, sort: 'name' })
  return page.items.map((one) => ({ value: one.id, word: one.name }))
}

export const productName = (id: number): Promise<string> => get<{ name: string }>(`/products/${id}`).then((one) => one.name)

async function findProducts(text: string): Promise<Option[]> {
  const page = await get<Page<Api['ProductRow']>>('/products', { q: text, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.producer_name }))
}

export function cropFields(t: ComposerTranslation, products: readonly Option[] = [], correcting = false): Field[] {
  const say = (key: string): string => t(`supply.crop.${key}`)
  const count = (key: string, unit: 'days' | 'hours', help?: string): Field =>
    ({ key, label: say(key), kind: 'pieces', unit: say(unit), required: true, ...(help && { help: say(help) }) })
  return [
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 30 },
    count('cadence_days', 'days'),
    { key: 'season_from', label: say('season_from'), kind: 'text', required: true, max: 5, help: say('season_help') },
    { key: 'season_to', label: say('season_to'), kind: 'text', required: true, max: 5 },
    count('timely_days', 'days', 'timely_help'),
    count('lock_days', 'days', 'lock_help'),
    count('stale_days', 'days'),
    { key: 'odd_g', label: say('odd'), kind: 'quantity', weightUnit: 'kg', required: true, help: say('odd_help') },
    { key: 'least_g', label: say('least'), kind: 'quantity', weightUnit: 'kg', help: say('least_help') },
    { key: 'yield_least_g', label: say('yield_least'), kind: 'quantity', weightUnit: 'kg', help: say('yield_help') },
    { key: 'yield_most_g', label: say('yield_most'), kind: 'quantity', weightUnit: 'kg' },
    { key: 'jump_times', label: say('jump'), kind: 'pieces', unit: say('times'), required: true, help: say('jump_help') },
    count('township_hours', 'hours'),
    count('county_hours', 'hours'),
    { key: 'tolerance_ppm', label: say('tolerance'), kind: 'pieces', unit: '%', required: true, help: say('tolerance_help') },
    { key: 'products', label: say('products'), kind: 'many', search: findProducts, startOptions: products, help: say('products_help'), wide: true },
    ...(correcting ? [{ key: 'ended', label: say('ended'), kind: 'switch', help: say('ended_help') } as Field] : []),
  ]
}

/** What a new crop starts with: a week, two days, a fortnight. */
export const NEW_CROP: Values = { cadence_days: 7, timely_days: 2, lock_days: 14, stale_days: 14, township_hours: 24, county_hours: 48, jump_times: 3, tolerance_ppm: 20 }

export function cropStart(crop: Crop): Values {
  const { name, season_from, season_to, cadence_days, timely_days, lock_days, stale_days, township_hours, county_hours, odd_g, jump_times, products, ended } = crop
  const limits = { least_g: crop.least_g ?? null, yield_least_g: crop.yield_least_g ?? null, yield_most_g: crop.yield_most_g ?? null }
  return { name, season_from, season_to, cadence_days, timely_days, lock_days, stale_days, township_hours, county_hours, odd_g, ...limits, jump_times, tolerance_ppm: percent(crop.tolerance_ppm), products, ended }
}

/** The body; a share that was set finer than a percent stays as it is while nobody changes it. */
export function cropBody(t: ComposerTranslation, body: Record<string, unknown>, before?: Crop): Record<string, unknown> {
  const share = Number(body.tolerance_ppm)
  const title = t('supply.crop.tolerance_most')
  if (share < 0 || share > 100) throw new Problem({ type: 'about:blank', title, status: 422, code: 'crop.number_invalid', errors: [{ field: 'tolerance_ppm', code: 'crop.number_invalid', message: title }] })
  const same = before !== undefined && percent(before.tolerance_ppm) === share
  return { ...body, tolerance_ppm: same ? before.tolerance_ppm : share * PPM_A_PERCENT }
}

const percent = (ppm: number): number => Math.round(ppm / PPM_A_PERCENT)
