// Sends what the outbox holds: on opening, when a network comes, after each report, by hand, and by itself with longer
// and longer pauses. One bad item stops no other, and keeps its reason; a lost answer costs a second try and doubles nothing, since the ids
// are the phone's.
import { reactive, watch } from 'vue'
import { post } from '@shared/api/api'
import { asProblem, Problem } from '@shared/api/problem'
import { away } from '@shared/api/reach'
import type { Api } from '@shared/api/types'
import { alone } from '../lib/alone'
import { LONGEST_OF_ONE_MS, pauseAfter } from '../lib/back-off'
import { fetchMarket } from '../market/know'
import { fetchPoint } from '../point/know'
import { fetchPrices } from '../prices'
import { fetchProducer } from '../producer/know'
import { asPost, session, type Which } from '../session'
import { duePhotos, duePoints, dueReports, failing, sentBy, settled, type Entry, type PointEntry, type ReportEntry } from '../store/entries'
import { deviceName, load, outbox, save } from '../store/outbox'
import { fetchToday } from '../today'
import { fetchKey } from './bundle'
import { sendPhoto, settleOrphans } from './photos'
import { asOutcome, broke, current, isTooSlow, itsOwnFault, now, onTheirWay, patiently, whyOf } from './way'

export const sender = reactive({
  busy: false,
  /** Why the last try ended early; not: why an item was refused. */
  problem: null as Problem | null,
  /** Tries in a row that reached nobody. */
  failures: 0,
})

let timer: ReturnType<typeof setTimeout> | undefined

/** Calls while it runs lead to one more round, for what was added meanwhile. */
let again = false

/** Sends now; by hand also where the phone believes that it has no network. */
export async function sendNow(byHand = false): Promise<void> {
  if (!session.me || session.gone || (!navigator.onLine && !byHand)) return
  if (sender.busy) {
    again = true
    return
  }
  clearTimeout(timer)
  sender.busy = true
  again = false
  try {
    await alone(() => round(byHand))
    Object.assign(sender, { problem: null, failures: 0 })
  } catch (caught) {
    sender.problem = asProblem(caught)
    sender.failures += 1
  } finally {
    sender.busy = false
    outbox.sending = []
  }
  // Asked again meanwhile: there is more to send, or the network came back just as this try gave up.
  if (again) return sendNow(byHand)
  // A session that is gone waits for a person, not for a clock.
  if (session.gone) return
  const pauses = [...(sender.problem ? [pauseAfter(away.value ? sender.failures : 1)] : []), ...pausesOfOnes()]
  if (pauses.length > 0) timer = setTimeout(() => { void sendNow() }, Math.min(...pauses))
}

/** When each of those that failed by themselves wants to be tried again. */
const pausesOfOnes = (): number[] => outbox.entries.filter((one) => one.state === 'kept' && one.later_at)
  .map((one) => Math.min(Math.max(1_000, Date.parse(one.later_at ?? '') - Date.now()), LONGEST_OF_ONE_MS))

/** Watches for reasons to send. */
export function startSending(): void {
  const back = (): void => { sender.failures = 0; void atOnce(lineBroke).then(() => sendNow()) }
  addEventListener('online', back)
  // A browser may believe all along that it has a network: then it is the server's answer that tells.
  watch(away, (still) => { if (!still && !sender.busy) back() })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void sendNow() })
  void sendNow()
}

/** It waits because the line broke, not for what anybody said of it. */
const lineBroke = (one: Entry): boolean => one.why === null

/** Ends the pauses of some that failed. */
async function atOnce(which: (one: Entry) => boolean): Promise<void> {
  for (const one of outbox.entries.filter((some) => some.state === 'kept' && some.later_at && which(some))) await save({ ...one, later_at: '' })
}

const WHICH = ['report', 'point', 'producer'] as const

async function round(byHand: boolean): Promise<void> {
  // What another tab did meanwhile stands on the disk.
  await load()
  if (byHand) await atOnce(() => true)
  await settleOrphans()
  // A cadre may be the village's officer and keep its point (and the phone then has both posts): each sends its own.
  const failures: unknown[] = []
  const noted = (caught: unknown): void => { failures.push(caught) }
  // What stops one post, such as its end, does not stop the others; photos wait for all that is small.
  for (const which of WHICH) await roundOf(which).catch(noted)
  for (const which of WHICH) await photosRound(which).catch(noted)
  if (failures.length > 0) throw failures[0]
}

async function roundOf(which: Which): Promise<void> {
  if (!(await asPost(which))) return
  const due = { report: dueReports, point: duePoints, producer: () => [] }[which]
  broken = 0
  for (let items = due(outbox.entries); items.length > 0; items = due(outbox.entries)) await sendItems(items, due)
  // A key that is not given today is asked for at the next start; nothing waits for it.
  if (which !== 'producer') await fetchKey().catch(() => undefined)
  if (which === 'point') {
    await fetchPoint(session.me?.point?.outlet ?? 0)
    return fetchPrices()
  }
  if (which === 'report') await fetchToday()
  // Offers are no guide's.
  if (which === 'report' && session.me?.advises) return
  await fetchMarket(which)
  await fetchPrices()
  if (which === 'producer') await fetchProducer()
}

async function photosRound(which: Which): Promise<void> {
  const photos = duePhotos(outbox.entries).filter((one) => sentBy(one) === which)
  if (photos.length === 0 || session.gone || !(await asPost(which))) return
  for (const photo of photos) {
    // Something was filled in meanwhile: it is small and goes first.
    if (again) return
    await sendPhoto(photo)
  }
}

const ITEMS_MS = 60_000

type ItemEntry = ReportEntry | PointEntry

/** `dueNow`: what may go by what became of the others meanwhile. */
async function sendItems(due: readonly ItemEntry[], dueNow: (entries: readonly Entry[]) => readonly ItemEntry[]): Promise<void> {
  const device = await deviceName()
  const answer = await onTheirWay(due, async () => {
    try {
      const common = { device, device_now: now(), items: due.map((one) => one.item) }
      const [path, body] = due[0]?.kind === 'point' ? [`/outlets/${session.me?.point?.outlet}/point-uploads`, common] : ['/supply-uploads', { via: 'app', ...common }]
      return await patiently(ITEMS_MS, (signal) => post<Api['HandedIn']>(path, body, { signal }))
    } catch (caught) {
      return refusedAsAWhole(asProblem(caught), due)
    }
  })
  if (answer === 'tried later') return
  // Refused as a whole: by halves, so that the bad one is found and the others go.
  if (answer === null) {
    const half = Math.ceil(due.length / 2)
    await sendItems(due.slice(0, half), dueNow)
    const still = dueNow(outbox.entries).map((one) => one.id)
    const rest = due.slice(half).filter((one) => still.includes(one.id))
    if (rest.length > 0) await sendItems(rest, dueNow)
    return
  }
  broken = 0
  for (const [at, entry] of due.entries()) {
    const outcome = answer.outcomes[at]
    if (!outcome) throw new Error('the answer has fewer outcomes than items were sent')
    await save(settled(current(entry), outcome, now()))
  }
}

/** Uploads in a row over which the server broke. A few are the search for one bad item; more, and it is the server. */
let broken = 0
const BROKEN_MOST = 16

/** What a refusal of the upload itself means for its items: none of theirs, or the fault of the only one. */
async function refusedAsAWhole(problem: Problem, due: readonly ItemEntry[]): Promise<Api['HandedIn'] | 'tried later' | null> {
  const [first] = due
  if (!first || !(itsOwnFault(problem) || broke(problem))) throw isTooSlow(problem) ? Problem.unreachable() : problem
  if (broke(problem) && (broken += 1) > BROKEN_MOST) throw problem
  if (due.length > 1) return null
  if (itsOwnFault(problem)) return { outcomes: [asOutcome(problem, first.id)] }
  const one = current(first)
  await save(failing(one, whyOf(problem), pauseAfter((one.failed ?? 0) + 1, Math.random(), LONGEST_OF_ONE_MS), Date.now()))
  return 'tried later'
}
