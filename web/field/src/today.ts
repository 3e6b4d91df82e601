// What the county asks and what it knows: fetched when there is a network, kept sealed for when there is none.
import { computed, reactive } from 'vue'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { today as phoneDay } from '@shared/lib/dates'
import { differing } from './conflict'
import { countyDay, daysOff } from './lib/days'
import { answeredSince, surveyedSince } from './store/entries'
import { outbox } from './store/outbox'
import { keepSealed, keptSealed } from './store/vault'

export type Today = Api['TodayView']
export type Report = Today['reports'][number]
export type Unsalable = Today['unsalable'][number]
export type SurveyAsked = Today['surveys'][number]
export type Act = Api['ActRow']

interface Kept {
  view: Today
  /** What was done about unsalable reports, by their number. */
  acts: Record<number, Act[]>
  /** Days by which this phone's date was off. */
  off: number
  fetched_at: string
}

/** Unsalable reports whose acts are fetched along; the list has those that spoil first on top. */
const WITH_ACTS = 20

export const known = reactive({ kept: null as Kept | null })

export const loadToday = async (): Promise<void> => { known.kept = await keptSealed<Kept>('today') }

export async function fetchToday(): Promise<void> {
  const view = await get<Today>('/supply-today')
  const acts: Kept['acts'] = {}
  for (const one of view.unsalable.slice(0, WITH_ACTS)) {
    // Nobody acted: nothing to fetch.
    if (one.state !== 'open' || one.acted_at) acts[one.id] = (await get<Api['UnsalableView']>(`/unsalable-reports/${one.id}`)).acts
  }
  known.kept = { view, acts, off: daysOff(view.day, phoneDay()), fetched_at: new Date().toISOString() }
  await keepSealed('today', known.kept)
}

const none: Today = { day: '', villages: [], producers: [], crops: [], asked: [], surveys: [], rounds: [], households: [], surveyed: [], reports: [], unsalable: [], calls: [], helplines: [], advice: [] }
/** What was kept before the app knew of guidance, producers or households lacks them. */
export const view = computed<Today>(() => ({ ...none, ...known.kept?.view }))

/** The county's day now, whatever the phone shows. */
export const dayNow = (): string => countyDay(known.kept?.off ?? 0)

/** What is still asked: without what was answered since, here or there. */
export const asked = computed(() => view.value.asked.filter((one) => (one.locks ?? one.to) >= dayNow() &&
  !answeredSince(outbox.entries, one, known.kept?.fetched_at ?? '', dayOf)))

/** Surveys that are still asked for. */
export const surveysAsked = computed(() => view.value.surveys.filter((one) =>
  !surveyedSince(outbox.entries, one, known.kept?.fetched_at ?? '', dayOf)))

/** The day of an instant in the county. */
export const dayOf = (instant: string): string => countyDay(known.kept?.off ?? 0, new Date(instant))

export const cropName = (id: number): string => view.value.crops.find((crop) => crop.id === id)?.name ?? `#${id}`
export const villageName = (id: number): string => view.value.villages.find((village) => village.id === id)?.name ?? ''

/** The last supply that a village reported of a crop, for “as last time”; a part of it that is one seller's is not the village's. */
export const lastOf = (division: number, crop: number): Report | undefined =>
  view.value.reports.find((one) => one.division === division && one.crop === crop && one.kind === 'supply' && !one.producer && !one.household && one.quarantine === '')

/** Reports that contradict each other, without what a choice that was made here settled. */
export const conflicts = computed(() => differing(view.value.reports, outbox.entries))
