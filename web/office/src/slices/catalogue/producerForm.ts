// The form of a producer.
import type { ComposerTranslation } from 'vue-i18n'
import type { Field } from '@shared/kit/form'
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { findDivisions, personFields } from './lookups'

export const KINDS = ['enterprise', 'cooperative', 'family_farm', 'household'] as const
const DOCUMENTS = ['credit_code', 'registration_number', 'other', 'none'] as const

/** A household is found by the exact name of its head: sealed names cannot be searched in part. */
async function findHouseholds(name: string) {
  const page = await get<Page<Api['HouseholdRow']>>('/households', { name, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.place }))
}

/** Place and household are found by a search, so a draft, which keeps no words beside a value, leaves them out. */
export function producerFields(t: ComposerTranslation): Field[] {
  const say = (key: string): string => t(`catalogue.producer.${key}`)
  const firm = (values: Record<string, unknown>): boolean => values.kind !== 'household'
  return [
    { key: 'kind', label: say('kind'), kind: 'select', required: true, options: KINDS.map((value) => ({ value, word: say(`kinds.${value}`) })) },
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 100, when: firm },
    { key: 'household', label: say('household'), kind: 'search', required: true, search: findHouseholds, personal: true, when: (values) => !firm(values) },
    { key: 'division', label: say('place'), kind: 'search', search: findDivisions, personal: true, help: say('place_hint'), when: firm },
    { key: 'document_kind', label: say('document_kind'), kind: 'select', options: DOCUMENTS.map((value) => ({ value, word: say(`documents.${value}`) })), when: firm },
    { key: 'document_number', label: say('document'), kind: 'text', max: 40, when: (values) => firm(values) && Boolean(values.document_kind) && values.document_kind !== 'none' },
    { key: 'registered_address', label: say('registered_address'), kind: 'text', max: 200, when: firm },
    ...personFields(t, 'contact', false).filter((field) => !field.key.endsWith('id_number') && !field.key.endsWith('address')).map((field): Field => ({ ...field, when: firm, ...(field.key.endsWith('name') ? { label: say('contact') } : { when: (values) => firm(values) && Boolean(values['contact.name']) }) })),
    { key: 'note', label: t('catalogue.note'), kind: 'textarea', max: 500 },
  ]
}

/** A correction: kind, place and household stay as they are; a household goes by its own name and has no papers. */
export function correctionFields(t: ComposerTranslation, kind: string): Field[] {
  return producerFields(t).filter((field) => !['kind', 'division', 'household'].includes(field.key)).map((field): Field => {
    const { when, ...rest } = field
    return when ? { ...rest, when: (values) => when({ ...values, kind }) } : rest
  })
}
