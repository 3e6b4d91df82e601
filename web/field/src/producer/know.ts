// What the phone knows of its producer: products, how long each is listed, the cases behind them. Fetched when there is a
// network, kept sealed for when there is none.
import { computed, reactive } from 'vue'
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { today as phoneDay } from '@shared/lib/dates'
import { knownMarket } from '../market/know'
import { countyDay, daysOff } from '../lib/days'
import { keepSealed, keptSealed } from '../store/vault'

export type Product = Api['ProductRow']
export type Case = Api['CertificationDetail']

interface Kept { products: Product[]; cases: Case[]; off: number; fetched_at: string }

/** Cases whose steps are fetched along: the newest. */
const WITH_STEPS = 12

export const knownProducer = reactive({ kept: null as Kept | null })

export const loadProducer = async (): Promise<void> => { knownProducer.kept = await keptSealed<Kept>('producer') }

/** Asked after the market, which says what day it is. */
export async function fetchProducer(): Promise<void> {
  const products = await get<Page<Product>>('/products', { own: 1, limit: 200 })
  const rows = await get<Page<Api['CertificationRow']>>('/certifications', { sort: '-id', limit: WITH_STEPS })
  const cases: Case[] = []
  for (const { id } of rows.items) cases.push(await get<Case>(`/certifications/${id}`))
  const day = knownMarket.producer?.view.day ?? phoneDay()
  knownProducer.kept = { products: products.items, cases, off: daysOff(day, phoneDay()), fetched_at: new Date().toISOString() }
  await keepSealed('producer', knownProducer.kept)
}

export const products = computed(() => knownProducer.kept?.products ?? [])
export const cases = computed(() => knownProducer.kept?.cases ?? [])

/** The county's day now, whatever the phone shows. */
export const producerDay = (): string => countyDay(knownProducer.kept?.off ?? 0)

/** The newest case that speaks of a product. */
export const caseOf = (product: number): Case | undefined => cases.value.find((one) => one.product_ids.includes(product))
