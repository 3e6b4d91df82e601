// Kinds of assisted households, as text and as fields.
import type { ComposerTranslation } from 'vue-i18n'
import type { Field } from '@shared/kit/form'
import { listed } from './lookups'

export const KINDS = ['registered_poor', 'out_of_poverty', 'monitored', 'at_risk', 'low_income'] as const

export const kindsText = (t: ComposerTranslation, kinds: string): string =>
  listed(kinds.split(',').filter(Boolean).map((kind) => t(`catalogue.household.kind_words.${kind}`)))

export const statusFields = (t: ComposerTranslation, prefix = ''): Field[] => [
  { key: `${prefix}kind`, label: t('catalogue.household.kinds'), kind: 'select', required: true, options: KINDS.map((value) => ({ value, word: t(`catalogue.household.kind_words.${value}`) })) },
  { key: `${prefix}valid_from`, label: t('catalogue.from'), kind: 'date', required: true },
  { key: `${prefix}valid_to`, label: t('catalogue.to'), kind: 'date', help: t('catalogue.open_end_hint') },
  { key: `${prefix}source`, label: t('catalogue.household.source'), kind: 'text', max: 200 },
]
