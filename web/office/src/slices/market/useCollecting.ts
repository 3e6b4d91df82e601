// What may be done with a collection run: say what was loaded, print its sheet, end it. The server checks again.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { RowAct } from '@shared/kit/table'
import type { useRecord } from '@shared/kit/useRecord'
import { session } from '@/shell/session'
import { printHtml } from '@/slices/till/paper'
import type { RunDetail, Stop } from './collecting'
import { gramsText } from './market'

const PRINTERS: readonly string[] = ['county_office', 'township_supervisor', 'information_officer']

/** The county office and townships plan runs. */
export const mayPlan = (): boolean => session.now?.post.role === 'county_office' || session.now?.post.role === 'township_supervisor'

export function useCollecting(act: Ref<Act | null>, run: ReturnType<typeof useRecord<RunDetail>>, edit: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const say = (key: string, words: Record<string, unknown> = {}): string => t(`market.collecting.${key}`, words)
  const path = (): string => `/collection-runs/${run.now?.id}`
  const send = (tail: string, more: Record<string, unknown> = {}) => async (body: Record<string, unknown>, key: string): Promise<void> => {
    run.take(await post<RunDetail>(`${path()}/${tail}`, { ...body, ...more }, { key }))
  }

  function load(stop: Stop): void {
    act.value = {
      title: say('load'), verb: say('load'), text: say('load_text', { village: stop.division_name, crop: stop.crop_name, weight: gramsText(stop.grams) }),
      start: { grams: stop.loaded_g ?? stop.grams, note: stop.note },
      fields: [
        { key: 'grams', label: say('load_grams'), kind: 'quantity', required: true },
        { key: 'note', label: say('load_why'), kind: 'textarea', max: 200 },
      ],
      send: send('loadings', { stop: stop.stop }),
    }
  }
  function print(): void {
    act.value = {
      title: say('print'), verb: t('kit.print'), text: say('print_text'), start: { reason: say('for_driver') },
      fields: [{ key: 'reason', label: say('print_for'), kind: 'text', required: true, max: 200, wide: true }],
      send: async (body, key) => printHtml((await post<Api['CollectionSheet']>(`${path()}/prints`, body, { key })).html),
    }
  }
  function end(how: 'done' | 'cancelled'): void {
    const word = how === 'done' ? 'done' : 'cancel'
    act.value = {
      title: say(word), verb: say(word), text: say(`${word}_text`),
      fields: [{ key: 'reason', label: how === 'done' ? say('remark') : t('market.reason'), kind: 'textarea', required: how === 'cancelled', max: 200 }],
      send: send('ending', { how }),
    }
  }
  const stopActs = (stop: Stop): RowAct[] => [
    ...(stop.may_take ? [{ word: say('load'), run: () => load(stop) }] : []),
    ...(stop.source === 'contract' && stop.loaded_g ? [{ word: say('to_contract'), run: () => void router.push(`/contracts/${stop.source_id}`) }] : []),
  ]
  const acts = computed<RowAct[]>(() => {
    const now = run.now
    if (!now) return []
    const prints = PRINTERS.includes(session.now?.post.role ?? '') ? [{ word: say('print'), run: print }] : []
    if (!now.may_plan) return prints
    const planned = now.state === 'planned'
    return [...prints, ...(planned ? [{ word: say('edit'), run: edit }, { word: say('cancel'), run: () => end('cancelled') }] : [{ word: say('done'), run: () => end('done') }])]
  })
  return { acts, stopActs }
}
