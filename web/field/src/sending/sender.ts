// Sends what the outbox holds: on opening, when a network comes, after each report, by hand, and by itself with longer
// and longer pauses. One bad item stops no other; a lost answer costs a second try and doubles nothing, since the ids
// are the phone's.
import { reactive } from 'vue'
import { call, post } from '@shared/api/api'
import { asProblem, Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { alone } from '../lib/alone'
import { pauseAfter } from '../lib/back-off'
import { fetchMarket } from '../market/know'
import { fetchPoint } from '../point/know'
import { fetchProducer } from '../producer/know'
import { asPost, session, type Which } from '../session'
import { duePhotos, duePoints, dueReports, numberFor, sentBy, settled, type Entry, type Outcome, type PhotoEntry, type PointEntry, type ReportEntry } from '../store/entries'
import { deviceName, forgetPhoto, load, outbox, photoFile, save } from '../store/outbox'
import { fetchToday } from '../today'
import { fetchKey } from './bundle'

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
    await alone(round)
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
  if (sender.problem && !session.gone) timer = setTimeout(() => { void sendNow() }, pauseAfter(sender.failures))
}

/** Watches for reasons to send. */
export function startSending(): void {
  addEventListener('online', () => { sender.failures = 0; void sendNow() })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void sendNow() })
  void sendNow()
}

async function round(): Promise<void> {
  // What another tab did meanwhile stands on the disk.
  await load()
  // A cadre may be the village's officer and keep its point (and the phone then has both posts): each sends its own.
  const failures: unknown[] = []
  // What stops one post, such as its end, does not stop the others.
  for (const which of ['report', 'point', 'producer'] as const) await roundOf(which).catch((caught: unknown) => failures.push(caught))
  if (failures.length > 0) throw failures[0]
}

async function roundOf(which: Which): Promise<void> {
  if (!(await asPost(which))) return
  const due = { report: dueReports, point: duePoints, producer: () => [] }[which]
  for (let items = due(outbox.entries); items.length > 0; items = due(outbox.entries)) await sendItems(items)
  for (const photo of duePhotos(outbox.entries).filter((one) => sentBy(one) === which)) await sendPhoto(photo)
  // A key that is not given today is asked for at the next start; nothing waits for it.
  if (which !== 'producer') await fetchKey().catch(() => undefined)
  if (which === 'point') return fetchPoint(session.me?.point?.outlet ?? 0)
  if (which === 'report') await fetchToday()
  await fetchMarket(which)
  if (which === 'producer') await fetchProducer()
}

/** A line that is there but carries nothing is no line: after so long without an answer the try is over. */
const ITEMS_MS = 60_000
const PHOTO_MS = 180_000
async function patiently<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(), ms)
  try {
    return await ask(ended.signal)
  } catch (caught) {
    throw ended.signal.aborted ? Problem.unreachable() : caught
  } finally {
    clearTimeout(timer)
  }
}

const now = (): string => new Date().toISOString()

async function onTheirWay<T>(entries: readonly Entry[], work: () => Promise<T>): Promise<T> {
  outbox.sending = entries.map((one) => one.id)
  for (const one of entries) await save({ ...current(one), tries: one.tries + 1 })
  try {
    return await work()
  } finally {
    outbox.sending = []
  }
}

type ItemEntry = ReportEntry | PointEntry

async function sendItems(due: readonly ItemEntry[]): Promise<void> {
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
  // Refused as a whole: one by one, so that the bad one is found and the others go.
  if (answer === null) {
    for (const one of due) await sendItems([one])
    return
  }
  for (const [at, entry] of due.entries()) {
    const outcome = answer.outcomes[at]
    if (!outcome) throw new Error('the answer has fewer outcomes than items were sent')
    await save(settled(current(entry), outcome, now()))
  }
}

/** The entry as it stands, with the try that was counted meanwhile. */
const current = <E extends Entry>(entry: E): E => (outbox.entries.find((one) => one.id === entry.id) as E | undefined) ?? entry

/** What a refusal of the upload itself means for its items: none of theirs, or the fault of the only one. */
function refusedAsAWhole(problem: Problem, due: readonly ItemEntry[]): Api['HandedIn'] | null {
  if (!itsOwnFault(problem)) throw problem
  return due.length > 1 ? null : { outcomes: [asOutcome(problem, due[0]?.id ?? '')] }
}

/** 400, 404, 409, 413, 422 speak of what was sent; all else of the moment, the session or the post. */
const itsOwnFault = (problem: Problem): boolean => [400, 404, 409, 413, 415, 422].includes(problem.status)

const asOutcome = (problem: Problem, id: string): Outcome => ({
  id, went: 'refused', number: null, code: problem.code, field: problem.errors[0]?.field ?? '',
  why: { zh: problem.errors[0]?.message ?? problem.message, en: problem.errors[0]?.message ?? problem.message },
})

async function sendPhoto(photo: PhotoEntry): Promise<void> {
  const [number, file] = [numberFor(photo, outbox.entries), await photoFile(photo)]
  if (number === null || !file) return
  const form = new FormData()
  for (const [name, value] of [['kind', 'photo'], ['note', photo.note], ['part', ''], ['part_id', '0']] as const) form.set(name, value)
  form.set('file', file, file.name)
  await onTheirWay([photo], async () => {
    try {
      // The same photo twice is one: the server knows it by its digest.
      const subject = photo.proof ?? (photo.signed ? 'payment-lists' : 'unsalable-reports')
      await patiently(PHOTO_MS, (signal) => call('POST', `/${subject}/${number}/evidence`, { body: form, signal }))
      await save(settled(current(photo), { went: 'taken', number: null, why: null, field: '' }, now()))
      await forgetPhoto(photo.id)
    } catch (caught) {
      const problem = asProblem(caught)
      if (!itsOwnFault(problem)) throw problem
      await save(settled(current(photo), asOutcome(problem, photo.id), now()))
    }
  })
}
