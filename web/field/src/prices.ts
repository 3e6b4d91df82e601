// What the market pays, kept on the phone with the day's data: for whoever says a price where there is no network.
import { reactive } from 'vue'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { referencesOf, type Priced, type Reference } from '@shared/lib/priceCheck'
import { keepSealed, keptSealed } from './store/vault'

const NAME = 'prices'
export const knownPrices = reactive({ kept: null as Api['MarketMedians'] | null })

export const loadPrices = async (): Promise<void> => { knownPrices.kept = await keptSealed<Api['MarketMedians']>(NAME) }

export async function fetchPrices(): Promise<void> {
  knownPrices.kept = await get<Api['MarketMedians']>('/market-medians')
  await keepSealed(NAME, knownPrices.kept)
}

/** What a price of this crop or product is held against. */
export const pricesOf = (priced: Priced): Reference[] => referencesOf(knownPrices.kept?.rows ?? [], priced)
