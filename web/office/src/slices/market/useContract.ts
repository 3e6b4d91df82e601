// What may be done with a contract: print it in two copies, end it, take a delivery back. The server checks again.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { RowAct } from '@shared/kit/table'
import type { useRecord } from '@shared/kit/useRecord'
import { moneyText } from '@shared/lib/money'
import { session } from '@/shell/session'
import { printHtml } from '@/slices/till/paper'
import type { ContractDetail, Delivery } from './contract'
import { gramsText } from './market'

const HOWS = ['fulfilled', 'ended', 'void'] as const

export function useContract(act: Ref<Act | null>, contract: ReturnType<typeof useRecord<ContractDetail>>, changed: () => void) {
  const { t } = useI18n()
  const say = (key: string, words: Record<string, unknown> = {}): string => t(`market.contract.${key}`, words)
  const writes = session.can('contract.write')
  const path = (): string => `/contracts/${contract.now?.id}`

  function print(): void {
    act.value = {
      title: say('print'), verb: t('kit.print'), text: say('print_text'), start: { reason: say('on_the_spot') },
      fields: [{ key: 'reason', label: say('print_for'), kind: 'text', required: true, max: 200, wide: true }],
      send: async (body, key) => printHtml((await post<Api['ContractPaper']>(`${path()}/prints`, body, { key })).html),
    }
  }
  function end(): void {
    const hows = HOWS.filter((how) => how !== 'void' || contract.now?.delivered_g === 0)
    act.value = {
      title: say('end'), verb: say('end'), text: say('end_text'),
      fields: [
        { key: 'how', label: say('end_how'), kind: 'select', required: true, options: hows.map((value) => ({ value, word: say(`hows.${value}`) })), wide: true },
        { key: 'reason', label: t('market.reason'), kind: 'textarea', required: true, max: 200 },
      ],
      send: async (body, key) => contract.take(await post<ContractDetail>(`${path()}/ending`, body, { key })),
    }
  }
  /** What one's side says of it, or the office of a dispute; a delivery may be named. */
  function answer(says: Api['Says'], delivery?: Delivery): void {
    const words = say(`answer.verbs.${says}`)
    act.value = {
      title: words, verb: words, text: delivery ? say('answer.of_delivery', { seq: delivery.seq, weight: gramsText(delivery.grams) }) : say(`answer.texts.${says}`),
      fields: [{ key: 'reason', label: say(`answer.reasons.${says}`), kind: 'textarea', required: says !== 'agreed', max: 200 }],
      send: async (body, key) => contract.take(await post<ContractDetail>(`${path()}/answers`, { ...body, says, ...(delivery ? { delivery: delivery.seq } : {}) }, { key })),
    }
  }
  const answers = computed<RowAct[]>(() => (contract.now?.may_say ?? []).map((says) => ({ word: say(`answer.verbs.${says}`), run: () => answer(says) })))
  const disputes = (delivery: Delivery): RowAct[] => (delivery.reverses === 0 && contract.now?.may_say.some((says) => says !== 'settled') ? [{ word: say('answer.verbs.disputed'), run: () => answer('disputed', delivery) }] : [])
  /** Of one delivery, as long as nobody took it back. */
  function takeBack(delivery: Delivery, back: ReadonlySet<number>): RowAct[] {
    if (!writes || delivery.reverses !== 0 || back.has(delivery.seq)) return []
    const run = (): void => {
      act.value = {
        title: say('delivery.take_back'), verb: say('delivery.take_back'), text: say('delivery.take_back_text', { seq: delivery.seq, weight: gramsText(delivery.grams), amount: moneyText(delivery.amount_fen) }),
        fields: [{ key: 'reason', label: t('market.reason'), kind: 'textarea', required: true, max: 200 }],
        send: (body, key) => post(`${path()}/deliveries/${delivery.seq}/reversal`, body, { key }),
        done: changed,
      }
    }
    return [{ word: say('delivery.take_back'), run }]
  }
  const acts = computed<RowAct[]>(() => {
    if (!writes) return []
    return [{ word: say('print'), run: print }, ...(contract.now?.state === 'running' ? [{ word: say('end'), run: end }] : [])]
  })
  const takes = computed(() => writes && contract.now?.state === 'running')
  return { acts, answers, disputes, takes, takeBack }
}
