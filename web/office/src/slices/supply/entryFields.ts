// What is asked of a report that is entered at a desk, by what is reported. Keys are the server's own paths.
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import { session } from '@/shell/session'
import { findProducers } from '@/slices/catalogue/lookups'
import { findVillages } from './villages'

export const WHATS = ['supply', 'nothing', 'survey', 'survey_nothing', 'unsalable'] as const
export type What = (typeof WHATS)[number]
const GRADES = ['already', 'near_ripe', 'may_become'] as const

const when = (...whats: What[]) => (values: Values): boolean => whats.includes(values.what as What)

async function findHouseholds(name: string): Promise<Option[]> {
  const page = await get<Page<Api['HouseholdRow']>>('/households', { name, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.place }))
}

/** `own`: the village speaks for itself, so nobody asks how it is known; `call`: what is asked of a call. */
export function entryFields(today: Pick<Api['TodayView'], 'villages' | 'crops'>, own: boolean, whats: readonly What[] = WHATS, call: readonly Field[] = []): Field[] {
  const { t } = i18n.global
  const say = (key: string): string => t(`supply.entry.${key}`)
  const village: Partial<Field> = today.villages.length ? { kind: 'select', options: today.villages.map(({ id, name }) => ({ value: id, word: name })) } : { kind: 'search', search: findVillages }
  const crops = [...today.crops].sort((a, b) => Number(b.grown) - Number(a.grown)).map(({ id, name }) => ({ value: id, word: name }))
  const how: Field[] = own ? [] : [
    { key: 'via', label: say('via'), kind: 'select', required: true, options: ['office', 'phone'].map((value) => ({ value, word: say(`ways.${value}`) })) },
  ]
  return [
    ...how,
    { key: 'division', label: say('village'), kind: 'search', required: true, ...village },
    ...(own ? [] : call),
    { key: 'crop', label: say('crop'), kind: 'select', required: true, options: crops },
    { key: 'what', label: say('what'), kind: 'select', required: true, options: whats.map((value) => ({ value, word: say(`whats.${value}`) })) },
    { key: 'quantity.said', label: say('said'), kind: 'text', required: true, max: 30, help: say('said_help'), when: when('supply', 'survey', 'unsalable') },
    { key: 'quantity.pack_g', label: say('pack'), kind: 'quantity', help: say('pack_help'), when: when('supply', 'survey', 'unsalable') },
    { key: 'urgency', label: t('supply.unsalable.grade'), kind: 'select', required: true, options: GRADES.map((value) => ({ value, word: t(`supply.unsalable.grades.${value}`) })), when: when('unsalable') },
    { key: 'ripe_on', label: t('supply.unsalable.ripe_on'), kind: 'date', required: true, when: when('unsalable') },
    { key: 'spoil_on', label: t('supply.unsalable.spoil_on'), kind: 'date', required: true, when: when('unsalable') },
    { key: 'area', label: say('area'), kind: 'text', required: true, max: 12, when: when('survey') },
    { key: 'from_day', label: say('from_day'), kind: 'date', when: when('supply') },
    { key: 'to_day', label: say('to_day'), kind: 'date', when: when('supply') },
    { key: 'from_day', label: say('from_day'), kind: 'date', required: true, when: when('survey') },
    { key: 'to_day', label: say('to_day'), kind: 'date', required: true, when: when('survey') },
    { key: 'grade', label: say('grade'), kind: 'text', max: 20, when: when('supply') },
    { key: 'fen_per_kg', label: say('price'), kind: 'money', when: when('supply', 'unsalable') },
    { key: 'producer', label: say('producer'), kind: 'search', search: findProducers, help: say('whose_help'), when: when('supply', 'unsalable') },
    ...(session.can('household.read') ? [{ key: 'household', label: say('household'), kind: 'search', search: findHouseholds, help: say('whose_help'), when: when('supply', 'survey', 'unsalable') } as Field] : []),
    { key: 'period', label: say('for_period'), kind: 'date', help: say('for_period_help'), when: when('supply', 'nothing') },
    { key: 'note', label: say('remark'), kind: 'textarea', max: 200, when: when('supply', 'survey', 'unsalable') },
  ]
}
