// Grounds of a revocation and what its decision asks for.
import type { ComposerTranslation } from 'vue-i18n'
import type { Field } from '@shared/kit/form'

export const GROUNDS = ['no_sales', 'low_sales', 'no_cooperation', 'other'] as const

export function decisionFields(t: ComposerTranslation): Field[] {
  return [
    { key: 'verdict', label: t('outlets.revocation.verdict'), kind: 'select', required: true, options: ['revoke', 'reject'].map((value) => ({ value, word: t(`outlets.revocation.${value}`) })) },
    { key: 'on_day', label: t('outlets.on_day'), kind: 'date', required: true },
    { key: 'document_no', label: t('outlets.document_no'), kind: 'text', required: true, max: 100, when: (values) => values.verdict === 'revoke' },
    { key: 'reason', label: t('outlets.reason'), kind: 'textarea', required: true, max: 1000 },
    { key: 'wind_down', label: t('outlets.wind_down'), kind: 'textarea', required: true, max: 1000, help: t('outlets.wind_down_hint'), when: (values) => values.verdict === 'revoke' },
  ]
}
