// A fair as its form asks for it and as lists show it.
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field } from '@shared/kit/form'
import type { Column } from '@shared/kit/table'
import { prefs } from '@shared/lib/prefs'
import { findPlaces, windowText } from './market'

export type Fair = Api['FairListed']
export type FairDetail = Api['FairView']
export type Stated = Api['StatedRow']

export const placeText = ({ division_name, place }: Fair): string => [division_name, place].filter(Boolean).join(' · ')

export function fairFields(): Field[] {
  const { t } = i18n.global
  const say = (key: string): string => t(`market.fair.${key}`)
  return [
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 60, wide: true },
    { key: 'host', label: say('host'), kind: 'text', required: true, max: 60, help: say('host_help') },
    { key: 'guests', label: say('guests'), kind: 'pieces', unit: say('people') },
    { key: 'division', label: say('division'), kind: 'search', search: findPlaces, help: say('division_help') },
    { key: 'place', label: say('place'), kind: 'text', required: true, max: 60 },
    { key: 'from_day', label: say('from_day'), kind: 'date', required: true },
    { key: 'to_day', label: say('to_day'), kind: 'date', required: true },
    { key: 'note', label: say('remark'), kind: 'textarea', max: 500 },
  ]
}

export function fairColumns(): Column<Fair>[] {
  const { t } = i18n.global
  const say = (key: string): string => t(`market.fair.${key}`)
  const inUnit = (name: string): string => t('market.in_unit', { name, unit: t(`kit.${prefs.unit}`) })
  return [
    { key: 'name', title: say('name'), kind: 'link', to: (row) => `/fairs/${row.id}`, sort: true, width: 200 },
    { key: 'from_day', title: say('days'), kind: 'text', sort: true, value: windowText },
    { key: 'host', title: say('host'), kind: 'text' },
    { key: 'place', title: say('place'), kind: 'text', value: placeText },
    { key: 'guests', title: say('guests'), kind: 'pieces', value: (row) => row.guests || null },
    { key: 'contracts', title: say('contracts'), kind: 'pieces', sort: true },
    { key: 'contracted_kg', title: inUnit(say('contracted')), kind: 'kg', sort: true },
    { key: 'contracted_fen', title: say('contracted_fen'), kind: 'money' },
    { key: 'delivered_g', title: inUnit(say('delivered')), kind: 'quantity' },
    { key: 'amount_fen', title: say('amount'), kind: 'money' },
  ]
}
