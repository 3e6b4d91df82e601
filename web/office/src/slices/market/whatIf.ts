// What one may ask of a kept plan, and how the answer is said.
import { get } from '@shared/api/api'
import type { Query } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import { moneyText } from '@shared/lib/money'
import { kgText, perKg, priceFields } from './market'

export type WhatIf = Api['WhatIfView']
export type Moved = Api['Moved']

const CHANGES = ['lorry', 'ceiling', 'buyer_waits', 'supply_keeps', 'quantity'] as const

const findLine = (run: string, of: 'supplies' | 'demands') => async (q: string): Promise<Option[]> => {
  const { lines } = await get<Api['RunLines']>(`/matching-runs/${run}/lines`, { of, q })
  return lines.map(({ line, name, kg }) => ({ value: line, word: name, note: kgText(kg) }))
}

export function whatIfFields(run: string): Field[] {
  const { t } = i18n.global
  const say = (key: string): string => t(`market.what_if.${key}`)
  const is = (...changes: (typeof CHANGES)[number][]) => (values: Values): boolean => changes.some((change) => values.change === change)
  const supply: Field = { key: 'supply', label: say('supply'), kind: 'search', search: findLine(run, 'supplies') }
  const demand: Field = { key: 'demand', label: say('demand'), kind: 'search', search: findLine(run, 'demands') }
  const price = (key: string, label: string, when: (values: Values) => boolean): Field[] => priceFields(key, label, true).map((field) => ({ ...field, when }))
  return [
    { key: 'change', label: say('change'), kind: 'select', required: true, wide: true, options: CHANGES.map((value) => ({ value, word: say(`changes.${value}`) })) },
    { ...supply, required: true, help: say('lorry_help'), when: is('lorry') },
    { ...supply, help: say('every_supply'), when: is('supply_keeps') },
    { ...demand, required: true, when: is('quantity') },
    { ...demand, help: say('every_demand'), when: is('ceiling', 'buyer_waits') },
    { key: 'kg', label: say('lorry_kg'), kind: 'pieces', unit: t('kit.kg'), required: true, when: is('lorry') },
    { key: 'kg', label: say('more_wanted'), kind: 'pieces', unit: t('kit.kg'), required: true, when: is('quantity') },
    { key: 'fen_per_kg', label: say('lorry_fen'), kind: 'money', required: true, help: say('lorry_fen_help'), when: is('lorry') },
    ...price('ceiling_fen', say('ceiling_fen'), is('ceiling')),
    { key: 'days', label: say('days'), kind: 'pieces', unit: t('market.days'), required: true, when: is('buyer_waits', 'supply_keeps') },
  ]
}

export function whatIfQuery(body: Record<string, unknown>): Query {
  const { change, supply, demand, ceiling_fen: more, fen_per_kg: fen, kg, days } = perKg('ceiling_fen', body)
  return { change, line: supply ?? demand, kg, days, fen_per_kg: more ?? fen } as Query
}

/** 「多对接 800 斤（400 公斤），运费多 ¥240.00。」 */
export function saidOf({ more_kg, more_urgency_kg, more_fen }: WhatIf): string {
  const { t } = i18n.global
  const say = (key: string, named: Record<string, string> = {}): string => t(`market.what_if.${key}`, named)
  if (more_kg === 0 && more_urgency_kg === 0 && more_fen === 0) return say('nothing')
  const kg = more_kg === 0 ? say('same_kg') : say(more_kg > 0 ? 'more_kg' : 'less_kg', { kg: kgText(Math.abs(more_kg)) })
  const fen = more_fen === 0 ? say('same_fen') : say(more_fen > 0 ? 'more_fen' : 'less_fen', { amount: moneyText(Math.abs(more_fen)) })
  return say(more_kg === 0 && more_urgency_kg > 0 ? 'said_urgent' : 'said', { kg, fen })
}
