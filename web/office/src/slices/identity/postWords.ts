// How posts are named on pages of this slice.
import type { ComposerTranslation } from 'vue-i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import { postPlace } from '@/shell/postPlace'
import { CAPACITIES, findScopes, ROLES, type ScopeKind } from './roles'

type T = ComposerTranslation

export const postName = (t: T, post: Parameters<typeof postPlace>[1] & { role: string }): string =>
  [t(`shell.role.${post.role}`), postPlace(t, post)].filter(Boolean).join(' · ')

export const roleOptions = (t: T): Option[] => Object.keys(ROLES).map((role) => ({ value: role, word: t(`shell.role.${role}`) }))

/** Fields for granting a post: the scope asked for is the one that the chosen role has. */
export function grantFields(t: T): Field[] {
  const scoped = (kind: Exclude<ScopeKind, 'county'>): Field => ({
    key: `scope_${kind}`, label: t(`identity.scope_${kind}`), kind: 'search', required: true, search: (text) => findScopes(kind, text),
    when: (values: Values) => ROLES[String(values.role)] === kind,
  })
  return [
    { key: 'role', label: t('identity.role'), kind: 'select', required: true, options: roleOptions(t) },
    scoped('township'), scoped('village'), scoped('outlet'), scoped('producer'), scoped('unit'),
    { key: 'field', label: t('identity.field'), kind: 'text', max: 40, help: t('identity.field_hint'), when: (values) => values.role === 'department', required: true },
    { key: 'capacity', label: t('identity.capacity'), kind: 'select', required: true, options: CAPACITIES.map((one) => ({ value: one, word: t(`identity.capacities.${one}`) })) },
    { key: 'valid_from', label: t('identity.from'), kind: 'date', help: t('identity.grant_from_hint') },
    { key: 'valid_to', label: t('identity.to'), kind: 'date', help: t('identity.grant_to_hint') },
  ]
}

/** The request body of a grant: whichever scope was asked becomes `scope_id`. */
export function grantBody(body: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(body)) out[key.startsWith('scope_') ? 'scope_id' : key] = value
  return out
}
