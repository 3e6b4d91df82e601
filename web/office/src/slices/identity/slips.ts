// One-time links waiting to be handed over. They live in this page's memory only: after a reload they are gone,
// and the administrator makes new ones by a reset.
import { shallowReactive } from 'vue'
import type { Api } from '@shared/api/types'

export interface Slip { person: number; name: string; login: string; address: string; ends_at: string }

export const slips: Slip[] = shallowReactive([])

/** Keeps a new link in place of an older one of the same person. */
export function addSlip(name: string, link: Api['LinkView']): Slip {
  const slip = { person: link.person, name, login: link.login, address: location.origin + link.path, ends_at: link.ends_at }
  const old = slips.findIndex((one) => one.person === link.person)
  slips.splice(old < 0 ? slips.length : old, old < 0 ? 0 : 1, slip)
  return slip
}
