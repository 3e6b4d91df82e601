// Columns of a table of products, in the list of all and on a producer's page.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Column } from '@shared/kit/table'
import { listed } from './lookups'

type Row = Api['ProductRow']

export const badgeText = (t: ComposerTranslation, badges: string): string => listed(badges.split(',').filter(Boolean).map((kind) => t(`catalogue.badge.kinds.${kind}`)))

export function productColumns(t: ComposerTranslation, withProducer: boolean): Column<Row>[] {
  const say = (key: string): string => t(`catalogue.product.${key}`)
  return [
    { key: 'name', title: say('name'), kind: 'link', sort: true, to: (row) => `/products/${row.id}`, width: 180 },
    ...(withProducer ? [{ key: 'producer_name', title: say('producer'), kind: 'text', sort: true } as Column<Row>] : []),
    { key: 'legal_class', title: say('legal_class'), kind: 'text', sort: true, value: (row) => say(`classes.${row.legal_class}`) },
    { key: 'listed', title: say('listed'), kind: 'status', status: (_value, row) => (row.ended ? { word: t('catalogue.product.ended', { reason: row.ended }), tone: 'off' } : row.listed ? { word: say('listed_now'), tone: 'good' } : { word: say('not_listed'), tone: 'off' }) },
    { key: 'listed_to', title: say('listed_to'), kind: 'date', sort: true },
    { key: 'spec', title: say('spec'), kind: 'text', sort: true },
    { key: 'price_per_jin_fen', title: say('per_jin'), kind: 'money' },
    { key: 'price_per_kg_fen', title: say('per_kg'), kind: 'money' },
    { key: 'origin', title: say('origin_shown'), kind: 'text' },
    { key: 'local', title: say('local'), kind: 'text', sort: true, value: (row) => say(row.local ? 'local' : 'not_local') },
    { key: 'badges', title: say('badges'), kind: 'text', value: (row) => badgeText(t, row.badges) },
    { key: 'barcode', title: say('barcode'), kind: 'text', sort: true, extra: true },
  ]
}
