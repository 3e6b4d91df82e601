// How outlets are read and asked for on the pages of this slice.
import type { ComposerTranslation } from 'vue-i18n'
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Field, Option } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'

export type Outlet = Api['OutletView']
export const KINDS = ['shop', 'pavilion', 'area', 'cabinet', 'village_point', 'online'] as const
export const STATES = ['none', 'authorised', 'suspended', 'expired', 'revoked', 'ended'] as const
const TONES: Readonly<Record<string, Tone>> = { none: 'wait', authorised: 'good', suspended: 'look', expired: 'look', revoked: 'bad', ended: 'off' }

/** Village points and online partners work without an authorisation. */
export const needsAuthorisation = (kind: string): boolean => kind !== 'village_point' && kind !== 'online'
export const isOpenEnd = (day: string | null | undefined): boolean => day?.startsWith('9999') ?? false

export function stateTag(t: ComposerTranslation, state: string, kind: string): { word: string; tone: Tone } {
  if (state === 'none' && !needsAuthorisation(kind)) return { word: t('outlets.states.not_needed'), tone: 'off' }
  return { word: t(`outlets.states.${state}`), tone: TONES[state] ?? 'info' }
}

export async function findDivisions(text: string): Promise<Option[]> {
  const page = await get<Page<Api['DivisionListed']>>('/divisions', { q: text, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.parent_name }))
}

/** Fields of the register; a correction leaves the sealed contact alone unless it is given anew. */
export function outletFields(t: ComposerTranslation, correcting: boolean, divisionName = ''): Field[] {
  return [
    { key: 'kind', label: t('outlets.kind'), kind: 'select', required: true, options: KINDS.map((value) => ({ value, word: t(`outlets.kinds.${value}`) })) },
    { key: 'name', label: t('outlets.name'), kind: 'text', required: true, max: 100 },
    { key: 'division', label: t('outlets.division'), kind: 'search', search: findDivisions, startWord: divisionName, help: t('outlets.division_hint') },
    { key: 'address', label: t('outlets.address'), kind: 'text', max: 500 },
    { key: 'operator', label: t('outlets.operator'), kind: 'text', required: true, max: 100 },
    { key: 'credit_code', label: t('outlets.credit_code'), kind: 'text', max: 18 },
    { key: 'contact.name', label: t('outlets.contact'), kind: 'text', max: 50, personal: true, ...(correcting ? { help: t('outlets.contact_keep') } : {}) },
    { key: 'contact.phone', label: t('outlets.phone'), kind: 'text', max: 20, personal: true, when: (values) => Boolean(values['contact.name']) },
    { key: 'contact.bank_account', label: t('outlets.bank'), kind: 'text', max: 60, personal: true, when: (values) => Boolean(values['contact.name']) },
    { key: 'hours', label: t('outlets.hours'), kind: 'text', max: 100 },
    { key: 'opened_on', label: t('outlets.opened_on'), kind: 'date', required: true },
    ...(correcting ? [{ key: 'closed_on', label: t('outlets.closed_on'), kind: 'date' } as Field] : []),
    { key: 'platform', label: t('outlets.platform'), kind: 'text', max: 100, when: (values) => values.kind === 'online' },
    { key: 'own_till', label: t('outlets.own_till'), kind: 'switch', help: t('outlets.own_till_hint') },
    { key: 'note', label: t('outlets.remark'), kind: 'textarea', max: 500 },
  ]
}
