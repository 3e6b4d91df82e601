// What the phone knows of the market, for each post that sells: who wants what grows here, offers to answer, whom to ring.
// Fetched when there is a network, kept sealed for when there is none.
import { computed, reactive } from 'vue'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { keepSealed, keptSealed } from '../store/vault'

export type MarketToday = Api['MarketToday']
export type Offer = MarketToday['offers'][number]
export type Wanted = MarketToday['wanted'][number]
export type Answer = Offer['acts'][number]
export type Side = 'buyer' | 'village'
/** The posts of a phone that have goods to sell. */
export type Seller = 'report' | 'producer'

interface Kept { view: MarketToday; fetched_at: string }
const SELLERS: readonly Seller[] = ['report', 'producer']

export const knownMarket = reactive({ report: null as Kept | null, producer: null as Kept | null })

export async function loadMarket(): Promise<void> {
  for (const seller of SELLERS) knownMarket[seller] = await keptSealed<Kept>(`market.${seller}`)
}

export async function fetchMarket(seller: Seller): Promise<void> {
  knownMarket[seller] = { view: await get<MarketToday>('/market-today'), fetched_at: new Date().toISOString() }
  await keepSealed(`market.${seller}`, knownMarket[seller])
}

export function forgetMarket(): void {
  for (const seller of SELLERS) knownMarket[seller] = null
}

/** What each post of the phone knows. */
export const views = computed(() => SELLERS.flatMap((seller) => (knownMarket[seller] ? [{ seller, ...knownMarket[seller] }] : [])))

/** Offers of all posts, each once, with the post that answers it. */
export const offers = computed(() => {
  const all = views.value.flatMap(({ seller, view }) => view.offers.map((offer) => ({ seller, offer })))
  return all.filter(({ offer }, at) => all.findIndex((one) => one.offer.id === offer.id) === at)
})

const CHANGES: readonly string[] = ['changed', 'buyer_proposed', 'village_proposed']

/** What a side has said since the offer was last changed, which whoever proposed the change stands by. */
export function answerOf({ acts }: Offer, side: Side): Answer | null {
  const changed = acts.filter(({ act }) => CHANGES.includes(act)).pop()?.seq ?? 0
  return acts.filter(({ act, seq }) => act.startsWith(side) && seq >= changed).pop() ?? null
}

/** It is this side's turn. */
export const waits = (offer: Offer): boolean => offer.state === 'sent' && !answerOf(offer, 'village')
