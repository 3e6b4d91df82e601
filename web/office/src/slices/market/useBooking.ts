// What may be done about a contract's book: name it, write a delivery into it, tie one to a line, undo that. The server
// checks again.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { post } from '@shared/api/api'
import { asProblem } from '@shared/api/problem'
import { ElMessage } from '@shared/element'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { RowAct } from '@shared/kit/table'
import type { useRecord } from '@shared/kit/useRecord'
import { moneyText } from '@shared/lib/money'
import { session } from '@/shell/session'
import { lineBody, linesFor, purchaseBody, purchaseFields, purchaseStart } from './booking'
import type { ContractDetail, Delivery } from './contract'
import { findSides, gramsText } from './market'

export function useBooking(act: Ref<Act | null>, contract: ReturnType<typeof useRecord<ContractDetail>>, changed: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const say = (key: string, words: Record<string, unknown> = {}): string => t(`market.contract.${key}`, words)
  const writes = session.can('contract.write')
  const path = ({ seq }: Delivery): string => `/contracts/${contract.now?.id}/deliveries/${seq}/booking`
  const told = ({ seq, grams, amount_fen: fen }: Delivery) => ({ seq, weight: gramsText(grams), amount: moneyText(fen) })

  function name(): void {
    const now = contract.now
    if (!now) return
    act.value = {
      title: say('book_change'), verb: t('kit.save'), text: say('book_text'), start: { outlet: now.book_outlet ?? null },
      fields: [{ key: 'outlet', label: say('book'), kind: 'search', search: findSides('outlets'), ...(now.book_name && { startWord: now.book_name }), wide: true }],
      send: async (body, key) => contract.take(await post<ContractDetail>(`/contracts/${now.id}/book`, body, { key })),
      done: changed,
    }
  }
  function purchase(delivery: Delivery): void {
    const now = contract.now
    if (!now) return
    act.value = {
      title: say('delivery.book'), verb: say('delivery.book'), text: say('delivery.book_text', { ...told(delivery), name: now.book_name }),
      fields: purchaseFields(now, 'purchase.'), start: purchaseStart(now, 'purchase.'),
      send: ({ purchase: said, pay }, key) => post(path(delivery), purchaseBody(said, pay, delivery.amount_fen), { key }),
      done: changed,
    }
  }
  async function tie(delivery: Delivery): Promise<void> {
    try {
      const options = await linesFor(contract.now?.id ?? 0, delivery.day, delivery.grams)
      if (options.length === 0) return void ElMessage.info(say('delivery.no_lines'))
      act.value = {
        title: say('delivery.tie'), verb: say('delivery.tie'), text: say('delivery.tie_text', told(delivery)), start: { line: options[0]?.value ?? null },
        fields: [{ key: 'line', label: say('delivery.line'), kind: 'select', required: true, options, help: say('delivery.line_help'), wide: true }],
        send: ({ line }, key) => post(path(delivery), lineBody(line), { key }),
        done: changed,
      }
    } catch (caught) {
      ElMessage.error(asProblem(caught).message)
    }
  }
  function undo(delivery: Delivery): void {
    act.value = {
      title: say('delivery.unbook'), verb: say('delivery.unbook'), text: say(`delivery.unbook_${delivery.booking}`, { entry: delivery.book_entry }),
      fields: [{ key: 'reason', label: t('market.reason'), kind: 'textarea', required: true, max: 200 }],
      send: (body, key) => post(`${path(delivery)}/reversal`, body, { key }),
      done: changed,
    }
  }
  /** Of one delivery, by how it stands. */
  function of(delivery: Delivery): RowAct[] {
    const { booking, book_outlet: outlet, book_entry: entry } = delivery
    const mine = contract.now?.may_book ?? false
    const stands = booking === 'made' || booking === 'tied'
    const see: RowAct[] = stands && session.can('ledger.read') && (mine || session.now?.post?.scope_kind === 'county') ? [{ word: say('delivery.see_entry'), run: () => void router.push(`/books/${outlet}/entries/${entry}`) }] : []
    if (!writes || booking === 'outside' || booking === 'undone') return see
    if (booking === 'waiting') return [...(mine ? [{ word: say('delivery.book'), run: () => purchase(delivery) }] : []), { word: say('delivery.tie'), run: () => void tie(delivery) }]
    return [...see, ...(booking === 'tied' || mine ? [{ word: say('delivery.unbook'), run: () => undo(delivery) }] : [])]
  }
  const acts = computed<RowAct[]>(() => (writes && contract.now && !contract.now.outlet ? [{ word: say('book_change'), run: name }] : []))
  return { acts, of }
}
