// What a new county enters first, in that order; known to the office and the administrator only.
import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { get, type Page } from '@shared/api/api'
import { session } from '@/shell/session'
import { FIRST_STEPS } from './posts'

export interface Step { path: string; word: string }

export function useFirstSteps(): Ref<Step[]> {
  const { t } = useI18n()
  const router = useRouter()
  const role = computed(() => session.now?.post.role ?? '')
  const pages = ref<{ page: string; path: string }[]>([])
  async function read(): Promise<void> {
    const mine = role.value
    const found = await Promise.all((FIRST_STEPS[mine] ?? []).map(async ({ page, list, enough }) => {
      const { meta, path } = router.resolve({ name: page })
      if (meta.permission !== undefined && !session.can(meta.permission as string)) return []
      const rows = await get<Page<unknown>>(list, { limit: enough }).catch(() => null)
      return rows !== null && rows.items.length < enough ? [{ page, path }] : []
    }))
    if (mine === role.value) pages.value = found.flat()
  }
  watch(role, () => void read(), { immediate: true })
  return computed(() => pages.value.map(({ page, path }) => ({ path, word: t(`home.first.${page}`) })))
}
