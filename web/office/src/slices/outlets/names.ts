// Names of outlets for pages that hold their numbers only; each is asked for once.
import { reactive } from 'vue'
import { get } from '@shared/api/api'

const names = reactive(new Map<number, string>())
const asked = new Set<number>()

/** The outlet's name, or its number until that is known (for good, where the post may not see outlets). */
export function outletName(outlet: number): string {
  if (!asked.has(outlet)) {
    asked.add(outlet)
    get<{ name: string }>(`/outlets/${outlet}`).then(({ name }) => names.set(outlet, name), () => {})
  }
  return names.get(outlet) ?? `#${outlet}`
}
