// Rows that a page already has, in the shape of a list: so that DataTable shows them like any other.
import { reactive, computed } from 'vue'
import type { Query } from '../api/api'
import type { Problem } from '../api/problem'
import type { Row } from './table'
import type { ListState } from './useList'

const nothing = (): Promise<void> => Promise.resolve()

export function useRows<R extends Row>(rows: () => R[] | null | undefined, sums: () => Record<string, number> = () => ({})): ListState<R> {
  return reactive({
    path: '', rows: computed(() => rows() ?? []), next: null as string | null, total: computed(() => rows()?.length ?? null), sums: computed(sums),
    busy: false, loaded: computed(() => Array.isArray(rows())), problem: null as Problem | null, filters: {} as Record<string, string>,
    sort: '', q: '', query: {} as Query, narrowed: false, limit: 0, reload: nothing, more: nothing, clear: () => {},
  }) as ListState<R>
}
