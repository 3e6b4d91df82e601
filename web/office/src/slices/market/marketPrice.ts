// The market's price of a crop and grade by its samples, and how it is said: median, count, days, places.
import { ref, shallowRef, watch } from 'vue'
import { get } from '@shared/api/api'
import { asProblem, type Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import { dayText } from './market'

export type MarketPrice = Api['MarketPrice']
export interface AskedPrice { crop: number; grade: string; day: string }

export const marketPrice = (asked: AskedPrice): Promise<MarketPrice> => get<MarketPrice>('/market-price', { ...asked })

/** 「3 个样本 · 8 月 8 日、8 月 9 日 · 城东市场」 */
export function samplesText({ samples, days, places }: MarketPrice, today: string): string {
  const { t } = i18n.global
  const join = (words: readonly string[]): string => words.join(t('kit.list_join'))
  return t('market.sample.from_samples', { count: samples, days: join(days.map((day) => dayText(day, today))), places: join(places) })
}

/** Follows what is asked; the price is null while it is not known. */
export function useMarketPrice(asked: () => AskedPrice | null) {
  const now = shallowRef<MarketPrice | null>(null)
  const problem = ref<Problem | null>(null)
  let last = 0
  watch(() => JSON.stringify(asked()), async () => {
    const mine = ++last
    const wanted = asked()
    now.value = null
    problem.value = null
    if (!wanted) return
    try {
      const found = await marketPrice(wanted)
      if (mine === last) now.value = found
    } catch (caught) {
      if (mine === last) problem.value = asProblem(caught)
    }
  }, { immediate: true })
  return { now, problem }
}
