// What a keeper's phone knows of the point: fetched when there is a network, kept sealed for when there is none.
import { computed, reactive } from 'vue'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { today as phoneDay } from '@shared/lib/dates'
import { countyDay, daysOff } from '../lib/days'
import { outbox } from '../store/outbox'
import { keepSealed, keptSealed } from '../store/vault'
import { lying, openDues, type Lying } from './ahead'
import { linesOf } from './lines'
import { leftOf } from './tie'

export type Point = Api['PointView']
export type Person = Api['PersonNear']
export type Product = Api['ProductNear']
export type Slip = Api['IntakeSlipView']

interface Kept {
  view: Point
  /** Days by which this phone's date was off. */
  off: number
  fetched_at: string
}

export const knownPoint = reactive({ kept: null as Kept | null })

export const loadPoint = async (): Promise<void> => { knownPoint.kept = await keptSealed<Kept>('point') }

export async function fetchPoint(outlet: number): Promise<void> {
  const asked_at = new Date().toISOString()
  const view = await get<Point>(`/outlets/${outlet}/point`)
  knownPoint.kept = { view, off: daysOff(view.day, phoneDay()), fetched_at: asked_at }
  await keepSealed('point', knownPoint.kept)
}

const none: Point = { day: '', outlet: 0, outlet_name: '', people: [], products: [], grades: [], lots: [], outlets: [], slips: [], owed: [], sellers: [], unsalable: [], lists: [] }
/** What was kept before the app knew of sellers or of unsalable reports lacks them. */
export const at = computed<Point>(() => ({ ...none, ...knownPoint.kept?.view }))

/** The county's day now, whatever the phone shows. */
export const pointDay = (now?: Date): string => countyDay(knownPoint.kept?.off ?? 0, now)

/** What this phone did that the list does not know of yet. */
export const ahead = computed(() => outbox.entries.filter((one) => one.kind === 'point' && (one.state === 'kept' ||
  (one.state !== 'refused' && (one.settled_at ?? '') > (knownPoint.kept?.fetched_at ?? '')))))

export const personName = (seller: Api['SlipSeller']): string => {
  if ('named' in seller) return seller.named.name
  const [kind, id] = Object.entries(seller)[0] ?? []
  return at.value.people.find((one) => one.kind === kind && one.id === id)?.name ?? `#${id}`
}
export const productName = (id: number): string => at.value.products.find((one) => one.id === id)?.name ?? at.value.lots.find((one) => one.product === id)?.product_name ?? `#${id}`
export const outletName = (id: number): string => at.value.outlets.find((one) => one.id === id)?.name ?? `#${id}`

/** What lies here, with what this phone did since. */
export const lots = computed<Lying[]>(() => lying(at.value.lots, ahead.value, { personName, productName, dayOf: (instant) => pointDay(new Date(instant)) }))

/** What is still to be paid. */
export const dues = computed(() => openDues(at.value.owed, ahead.value, at.value.slips))

/** A counterparty of the county as the people name it. */
function sellerOf(counterparty: number): string {
  const sums = at.value.sellers.find((one) => one.counterparty === counterparty)
  return sums ? `${sums.kind} ${sums.id}` : `known ${counterparty}`
}
/** Slips, the newest first, with what this phone did since. */
export const lines = computed(() => linesOf(at.value.slips, ahead.value, { personName, productName, dayOf: (instant) => pointDay(new Date(instant)), sellerOf }))

/** Reports of unsalable produce that take goods, with what is left of each. */
export const ties = computed(() => leftOf(at.value.unsalable, ahead.value.filter((one) => one.kind === 'point'), new Set(at.value.slips.map((slip) => slip.client))))
