// The roles that an administrator grants, and what the scope of each is; the server has the same table and checks.
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Option } from '@shared/kit/form'

export type ScopeKind = 'county' | 'township' | 'village' | 'outlet' | 'producer' | 'unit'

/** In the order of the menu. Workers get their post with their voucher account, not here. */
export const ROLES: Readonly<Record<string, ScopeKind>> = {
  county_admin: 'county', county_office: 'county', leader: 'county', department: 'county', finance: 'county', auditor: 'county', inspector: 'county',
  township_supervisor: 'township', technical_guide: 'township', information_officer: 'village',
  point_keeper: 'outlet', outlet_manager: 'outlet', outlet_clerk: 'outlet', producer: 'producer', unit_buyer: 'unit', union_officer: 'unit',
}

export const CAPACITIES = ['holder', 'handler', 'stand_in'] as const

/** Finds divisions or organisations for a post by name, alias or pinyin. */
export async function findScopes(kind: Exclude<ScopeKind, 'county'>, text: string): Promise<Option[]> {
  const found = await get<Api['ScopeChoices']>('/scopes', { kind, q: text })
  return found.items.map((one) => ({ value: one.id, word: one.name, note: one.note }))
}

export const isOpenEnd = (day: string): boolean => day.startsWith('9999')

/** A post's state on a day. */
export function postState(post: Api['PostRow'], day: string): 'now' | 'later' | 'over' {
  if (post.valid_to < day) return 'over'
  return post.valid_from > day ? 'later' : 'now'
}
