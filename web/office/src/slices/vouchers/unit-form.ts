// Fields of a unit, for registering and correcting.
import type { Field } from '@shared/kit/form'
import { i18n } from '@shared/i18n'

export const UNIT_KINDS = ['organ', 'school', 'hospital', 'enterprise'] as const

export function unitFields(): Field[] {
  const { t } = i18n.global
  return [
    { key: 'name', label: t('vouchers.unit'), kind: 'text', required: true, max: 60 },
    { key: 'kind', label: t('vouchers.unit_kind'), kind: 'select', required: true, options: UNIT_KINDS.map((value) => ({ value, word: t(`vouchers.unit_kinds.${value}`) })) },
    { key: 'union_name', label: t('vouchers.union'), kind: 'text', required: true, max: 60 },
    { key: 'field', label: t('vouchers.field'), kind: 'text', max: 20, help: t('vouchers.field_help') },
    { key: 'credit_code', label: t('vouchers.credit_code'), kind: 'text', max: 18 },
  ]
}
