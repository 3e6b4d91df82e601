// Who can be the other side of an entry, asked of the outlet itself: the registers are not everybody's to read.
import type { ComposerTranslation } from 'vue-i18n'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Option } from '@shared/kit/form'
import { session } from '@/shell/session'

export type SideKind = 'producer' | 'household' | 'outlet' | 'unit'
export type PartyRole = 'supplier' | 'buyer' | 'owner' | 'recipient'
type Side = Api['Side']

const OF_ROLE: Readonly<Record<PartyRole, readonly SideKind[]>> = {
  supplier: ['producer', 'household', 'outlet'],
  owner: ['producer', 'household'],
  buyer: ['unit', 'outlet'],
  recipient: ['unit', 'household', 'outlet'],
}
const writes = (): boolean => session.can('ledger.write')
const sells = (): boolean => session.can('till.sell')
const MAY: Readonly<Record<SideKind, () => boolean>> = {
  producer: writes, household: writes, outlet: () => writes() || sells(), unit: sells,
}
/** Kinds that this post may look for, the likest first. */
export const kindsFor = (role: PartyRole): SideKind[] => OF_ROLE[role].filter((kind) => MAY[kind]())

const part = (kind: SideKind): string =>
  kind === 'unit' || (kind === 'outlet' && !writes()) ? 'buyers' : kind === 'outlet' ? 'others' : 'suppliers'

const noteOf = (t: ComposerTranslation, side: Side): string =>
  side.kind === 'outlet' ? t(`ledger.outlet.kinds.${side.note}`) : side.kind === 'unit' ? '' : side.note

const ask = async (base: string, kind: SideKind, query: { q?: string; id?: number }): Promise<Side[]> =>
  (await get<Api['Sides']>(`${base}/${part(kind)}`, { kind, ...query })).items

/** Sides to choose from. */
export const findSides = async (t: ComposerTranslation, base: string, kind: SideKind, text: string): Promise<Option[]> =>
  (await ask(base, kind, { q: text })).map((side) => ({ value: side.id, word: side.name, note: noteOf(t, side) }))

/** The name of one; null if it is none of those whom this outlet may choose. */
export async function sideById(t: ComposerTranslation, base: string, kind: SideKind, id: number): Promise<string | null> {
  const [side] = await ask(base, kind, { id }).catch(() => [])
  return side ? [side.name, noteOf(t, side)].filter(Boolean).join(' · ') : null
}
