// The book that a page is about: its outlet by the address, its name, and whether this post keeps it.
import { computed, reactive } from 'vue'
import { useRoute } from 'vue-router'
import { get } from '@shared/api/api'
import { session } from '@/shell/session'
import { ownOutlet } from '@/slices/till/useOwnTill'

const names = reactive(new Map<number, string>())

async function readName(outlet: number): Promise<void> {
  try {
    names.set(outlet, (await get<{ name: string }>(`/outlets/${outlet}`)).name)
  } catch {
    // A point keeper may not see outlets; the page then says the number.
  }
}

export function useBook() {
  const route = useRoute()
  const outlet = computed(() => Number(route.params.outlet))
  const own = computed(() => ownOutlet() === outlet.value)
  const base = computed(() => `/outlets/${outlet.value}`)
  const name = computed(() => (own.value ? session.now?.post.scope_name : names.get(outlet.value)) ?? `#${outlet.value}`)
  if (!own.value && !names.has(outlet.value)) void readName(outlet.value)
  return { outlet, own, base, name }
}
