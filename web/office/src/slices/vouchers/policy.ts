// What the policy in force says of vouchers: the occasions of an issue and the year's ceiling.
import { get, type Page } from '@shared/api/api'
import type { Option } from '@shared/kit/form'
import { prefs } from '@shared/lib/prefs'

interface Text { zh: string; en: string }
interface Terms { kind: string; ceiling: number; collection_ceiling: number; reasons: { id: string; name: Text }[] }
interface PolicyFile { policy: { rules: { id: string; terms: Terms }[] } }

export const inLang = (text: Text): string => (prefs.lang === 'en' ? text.en : text.zh)

/** The voucher rule of the policy that holds today; null when there is none. */
export async function voucherTerms(): Promise<Terms | null> {
  const list = await get<Page<{ id: string; state: string }>>('/policies', { limit: 100 })
  const now = list.items.find((policy) => policy.state === 'in_force')
  if (!now) return null
  const file = await get<PolicyFile>(`/policies/${now.id}`)
  return file.policy.rules.find((rule) => rule.terms.kind === 'voucher')?.terms ?? null
}

export const occasions = (terms: Terms): Option[] => terms.reasons.map((reason) => ({ value: reason.id, word: inLang(reason.name) }))
export type { Terms }
