// A list of the server: cursor pages, sort, filters, search. Filters and sort live in the address bar when the
// page has one, so that a list can be linked and "back" brings it back.
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { get, type Page, type Query } from '../api/api'
import { asProblem, type Problem } from '../api/problem'
import type { Row } from './table'

export interface ListOptions {
  /** Rows a page. */
  limit?: number
  /** Filters at first sight; the address bar wins. */
  filters?: Record<string, string>
  /** `key` or `-key`. */
  sort?: string
  /** Always sent, not shown and not in the address bar. */
  fixed?: () => Query
  /** Under this name the search is sent, and never stands in the address bar: it looks for a person. */
  searchAs?: string
  /** False for a second list on one page. */
  inAddress?: boolean
}

export type ListState<R extends Row> = ReturnType<typeof useList<R>>

export function useList<R extends Row>(path: string, options: ListOptions = {}) {
  const limit = options.limit ?? 100
  const rows = shallowRef<R[]>([])
  const next = ref<string | null>(null)
  const total = ref<number | null>(null)
  /** Sums over the whole filtered list, by column. */
  const sums = shallowRef<Record<string, number>>({})
  const busy = ref(false)
  const loaded = ref(false)
  const problem = ref<Problem | null>(null)
  const filters = reactive<Record<string, string>>({ ...options.filters })
  const sort = ref(options.sort ?? '')
  const q = ref('')
  if (options.inAddress !== false) bindAddress(filters, sort, options.searchAs ? ref('') : q)

  const query = computed<Query>(() => ({ ...options.fixed?.(), ...filters, sort: sort.value, [options.searchAs ?? 'q']: q.value.trim() }))
  const narrowed = computed(() => q.value.trim() !== '' || Object.values(filters).some(Boolean))
  let asked = 0

  async function read(cursor: string | null): Promise<void> {
    const mine = ++asked
    busy.value = true
    problem.value = null
    try {
      const page = await get<Page<R>>(path, { ...query.value, limit, cursor, total: cursor === null ? 1 : null })
      if (mine !== asked) return
      rows.value = cursor === null ? page.items : [...rows.value, ...page.items]
      next.value = page.next
      if (cursor === null) {
        total.value = page.total?.count ?? null
        sums.value = page.total ?? {}
      }
      loaded.value = true
    } catch (caught) {
      if (mine === asked) problem.value = asProblem(caught)
    } finally {
      if (mine === asked) busy.value = false
    }
  }

  const reload = (): Promise<void> => read(null)
  const more = async (): Promise<void> => {
    if (next.value !== null && !busy.value) await read(next.value)
  }
  const clear = (): void => {
    q.value = ''
    for (const key of Object.keys(filters)) filters[key] = ''
  }
  let typing: ReturnType<typeof setTimeout> | undefined
  watch(query, () => {
    clearTimeout(typing)
    typing = setTimeout(() => void reload(), 200)
  })
  void reload()
  return reactive({ path, rows, next, total, sums, busy, loaded, problem, filters, sort, q, query, narrowed, limit, reload, more, clear })
}

function bindAddress(filters: Record<string, string>, sort: { value: string }, q: { value: string }): void {
  const route = useRoute()
  const router = useRouter()
  if (!route) return
  for (const [key, value] of Object.entries(route.query)) {
    if (typeof value !== 'string') continue
    if (key === 'sort') sort.value = value
    else if (key === 'q') q.value = value
    else filters[key] = value
  }
  watch([filters, () => sort.value, () => q.value], () => {
    const query: LocationQueryRaw = {}
    for (const [key, value] of Object.entries({ ...filters, sort: sort.value, q: q.value })) if (value) query[key] = value
    void router.replace({ query })
  })
}
