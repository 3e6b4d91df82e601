// The book that a page is about: its outlet by the address, its name, and whether this post keeps it.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { session } from '@/shell/session'
import { outletName } from '@/slices/outlets/names'
import { ownOutlet } from '@/slices/till/useOwnTill'

export function useBook() {
  const route = useRoute()
  const outlet = computed(() => Number(route.params.outlet))
  const own = computed(() => ownOutlet() === outlet.value)
  const base = computed(() => `/outlets/${outlet.value}`)
  const name = computed(() => (own.value ? session.now?.post.scope_name ?? '' : outletName(outlet.value)))
  return { outlet, own, base, name }
}
