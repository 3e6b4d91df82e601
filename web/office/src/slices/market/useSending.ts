// Sending several offers at once: one that is refused stops no other, and is named with its reason.
import { computed, reactive, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { post } from '@shared/api/api'
import { asProblem, Problem } from '@shared/api/problem'
import { newKey } from '@shared/api/send'
import { ElMessage } from '@shared/element'
import type { Act } from '@shared/kit/ActDialog.vue'
import { sum } from '@shared/lib/digits'
import { kgText } from './market'
import type { Offer } from './offer'

export function useSending(act: Ref<Act | null>, list: { rows: readonly Offer[]; reload: () => Promise<void> }) {
  const { t } = useI18n()
  const ticked = reactive(new Set<number>())
  const mayGo = (row: Offer): boolean => row.state === 'proposed'
  /** Only what is still shown counts as ticked. */
  const chosen = computed(() => list.rows.filter((row) => ticked.has(row.id) && mayGo(row)))
  const kg = computed(() => sum(chosen.value.map((row) => row.kg)) ?? 0)
  const toggle = (row: Offer): void => { if (!ticked.delete(row.id)) ticked.add(row.id) }
  const all = (): void => list.rows.filter(mayGo).forEach((row) => ticked.add(row.id))
  const none = (): void => ticked.clear()

  async function send(offers: readonly Offer[], body: Record<string, unknown>): Promise<void> {
    const refused: string[] = []
    for (const offer of offers) {
      try {
        await post(`/offers/${offer.id}/acts`, { ...body, act: 'sent' }, { key: newKey() })
        ticked.delete(offer.id)
      } catch (caught) {
        const problem = asProblem(caught)
        if (problem.away) throw problem
        refused.push(t('market.offer.refused_one', { village: offer.division_name, buyer: offer.buyer_name, why: problem.title }))
      }
    }
    if (refused.length) throw new Problem({ type: 'about:blank', title: t('market.offer.refused_some', { sent: offers.length - refused.length, count: refused.length }), detail: refused.join('\n'), status: 409, code: 'offer.state' })
  }
  function ask(): void {
    const count = chosen.value.length
    act.value = {
      title: t('market.offer.send'), verb: t('market.offer.send'), text: t('market.offer.send_many', { count, kg: kgText(kg.value) }),
      fields: [{ key: 'reason', label: t('market.offer.remark'), kind: 'textarea', max: 200 }],
      send: (body) => send(chosen.value, body).finally(() => void list.reload()),
      done: () => ElMessage.success(t('market.offer.sent_many', { count })),
    }
  }
  return { ticked, chosen, kg, mayGo, toggle, all, none, ask }
}
