// What an administrator does with a person and a post: reset, departure, ending, handing over.
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { get, post, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Option } from '@shared/kit/form'
import type { RowAct } from '@shared/kit/table'
import { session } from '@/shell/session'
import { postName } from './postWords'
import { postState } from './roles'
import { addSlip, type Slip } from './slips'

interface PersonRecord { now: Api['PersonView'] | null; reload: () => Promise<void> }

/** People for a search field, by name, initials or login. */
async function findPeople(text: string): Promise<Option[]> {
  const page = await get<Page<Api['PersonRow']>>('/people', { q: text, limit: 20 })
  return page.items.filter((one) => one.status !== 'left').map((one) => ({ value: one.id, word: one.name, note: one.login }))
}

export function usePersonActs(act: Ref<Act | null>, slip: Ref<Slip | null>, person: PersonRecord) {
  const { t } = useI18n()
  const reload = (): void => void person.reload()

  function reset(): void {
    const now = person.now
    if (!now) return
    act.value = {
      title: t('identity.reset'), verb: t('identity.reset'), text: t('identity.reset_text'), fields: [],
      send: async (_body, key) => addSlip(now.name, await post<Api['LinkView']>(`/people/${now.id}/reset`, {}, { key })),
      done: (made) => {
        slip.value = made as Slip
        reload()
      },
    }
  }
  function leave(): void {
    const id = person.now?.id
    act.value = {
      title: t('identity.leave'), verb: t('identity.leave_verb'), text: t('identity.leave_text'), fields: [],
      send: (_body, key) => post(`/people/${id}/departure`, {}, { key }), done: reload,
    }
  }
  function end(row: Api['PostRow']): void {
    act.value = {
      title: t('identity.end_title'), verb: t('identity.end'), text: t('identity.end_text', { post: postName(t, row) }),
      fields: [{ key: 'reason', label: t('kit.reason.label'), kind: 'textarea', required: true, max: 500 }],
      send: (body, key) => post(`/posts/${row.id}/end`, body, { key }), done: reload,
    }
  }
  function handOver(row: Api['PostRow']): void {
    act.value = {
      title: t('identity.handover.open_title'), verb: t('identity.handover.open'), text: t('identity.handover.open_text', { post: postName(t, row) }),
      fields: [
        { key: 'person', label: t('identity.handover.successor'), kind: 'search', required: true, search: findPeople, wide: true },
        { key: 'list', label: t('identity.handover.list'), kind: 'textarea', required: true, max: 2000, help: t('identity.handover.list_hint') },
      ],
      send: (body, key) => post(`/posts/${row.id}/handover`, body, { key }), done: reload,
    }
  }
  function ofPost(row: Api['PostRow']): RowAct[] {
    if (postState(row, session.now?.day ?? '') === 'over') return []
    return [{ word: t('identity.handover.open'), run: () => handOver(row) }, { word: t('identity.end'), run: () => end(row) }]
  }
  return { reset, leave, ofPost }
}
