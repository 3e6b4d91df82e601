// Badges: how they are asked for and shown.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Field } from '@shared/kit/form'
import type { Column } from '@shared/kit/table'
import { endText } from './lookups'
import { termTag } from './term'

const KINDS = ['green', 'organic', 'geographical', 'village_product', 'quality_safe', 'provincial_listing', 'national_listing'] as const

export function badgeColumns(t: ComposerTranslation, day: string, withProduct: boolean): Column<Api['BadgeRow']>[] {
  const kind: Column<Api['BadgeRow']> = { key: 'kind', title: t('catalogue.badge.kind'), kind: 'text', value: (row) => t(`catalogue.badge.kinds.${row.kind}`), width: 140 }
  const product: Column<Api['BadgeRow']> = { key: 'product_name', title: t('catalogue.badge.product'), kind: 'link', to: (row) => `/products/${row.product}`, width: 180 }
  return [
    ...(withProduct ? [product, kind] : [kind]),
    { key: 'certificate_number', title: t('catalogue.badge.certificate'), kind: 'text' },
    { key: 'issuer', title: t('catalogue.badge.issuer'), kind: 'text' },
    { key: 'valid_from', title: t('catalogue.from'), kind: 'date' },
    { key: 'valid_to', title: t('catalogue.to'), kind: 'date', sort: withProduct, value: (row) => endText(t, row.valid_to) },
    { key: 'state', title: t('catalogue.state'), kind: 'status', value: (row) => row.kind, status: (_value, row) => termTag(t, row.valid_from, row.valid_to, day) },
  ]
}

export function badgeFields(t: ComposerTranslation): Field[] {
  return [
    { key: 'kind', label: t('catalogue.badge.kind'), kind: 'select', required: true, options: KINDS.map((value) => ({ value, word: t(`catalogue.badge.kinds.${value}`) })) },
    { key: 'certificate_number', label: t('catalogue.badge.certificate'), kind: 'text', required: true, max: 100 },
    { key: 'issuer', label: t('catalogue.badge.issuer'), kind: 'text', max: 100 },
    { key: 'valid_from', label: t('catalogue.from'), kind: 'date', required: true },
    { key: 'valid_to', label: t('catalogue.to'), kind: 'date', help: t('catalogue.open_end_hint') },
  ]
}
