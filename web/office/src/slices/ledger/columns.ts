// Columns and words that several lists of the books share.
import { i18n } from '@shared/i18n'
import type { Column, Row } from '@shared/kit/table'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { prefs } from '@shared/lib/prefs'

/** Kinds of entries, in the order in which people look for them. */
export const KINDS = ['purchase', 'sale', 'return', 'loss', 'count', 'transfer', 'opening', 'consignment_intake', 'consignment_settlement', 'repack', 'donation'] as const

interface Measured { unit: string }

/** A quantity in two columns, weights apart from pieces, so that each is summed with its like. `name` is its word. */
export function quantityColumns<R extends Row & Measured>(key: keyof R & string, name: string): Column<R>[] {
  const { t } = i18n.global
  const of = (unit: string) => (row: R): unknown => (row.unit === unit ? row[key] : null)
  return [
    { key: `${key}_g`, title: t('ledger.in_unit', { name, unit: t(`kit.${prefs.unit}`) }), kind: 'quantity', value: of('g') },
    { key: `${key}_pieces`, title: t('ledger.in_unit', { name, unit: t('kit.pieces') }), kind: 'pieces', value: of('piece') },
  ]
}

/** 9999-12-31 stands for no end. */
export const openEnd = (day: string | null | undefined): string => (!day || day.startsWith('9999') ? '' : day)

/** 0001-01-01 stands for goods that never came in. */
export const knownDay = (day: string | null | undefined): string => (!day || day.startsWith('0001') ? '' : day)

/** A lot's last day, told apart by how near it is. */
export function expiryTone(day: string, today: string): Tone {
  if (day < today) return 'bad'
  const near = new Date(`${today}T00:00:00Z`)
  near.setUTCDate(near.getUTCDate() + 30)
  return day <= near.toISOString().slice(0, 10) ? 'look' : 'good'
}
