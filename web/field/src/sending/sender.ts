// Sends what the outbox holds: on opening, when a network comes, after each report, by hand, and by itself with longer
// and longer pauses. One bad item stops no other; a lost answer costs a second try and doubles nothing, since the ids
// are the phone's.
import { reactive } from 'vue'
import { call, post } from '@shared/api/api'
import { asProblem, Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { alone } from '../lib/alone'
import { pauseAfter } from '../lib/back-off'
import { session } from '../session'
import { duePhotos, dueReports, numberFor, settled, type Entry, type Outcome, type PhotoEntry, type ReportEntry } from '../store/entries'
import { deviceName, forgetPhoto, load, outbox, photoFile, save } from '../store/outbox'
import { fetchToday } from '../today'

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
  for (let due = dueReports(outbox.entries); due.length > 0; due = dueReports(outbox.entries)) await sendReports(due)
  for (const photo of duePhotos(outbox.entries)) await sendPhoto(photo)
  await fetchToday()
}

/** A line that is there but carries nothing is no line: after so long without an answer the try is over. */
const REPORTS_MS = 60_000
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
  for (const one of entries) await save({ ...one, tries: one.tries + 1 })
  try {
    return await work()
  } finally {
    outbox.sending = []
  }
}

async function sendReports(due: readonly ReportEntry[]): Promise<void> {
  const device = await deviceName()
  const answer = await onTheirWay(due, async () => {
    try {
      const body: Api['HandIn'] = { via: 'app', device, device_now: now(), items: due.map((one) => one.item) }
      return await patiently(REPORTS_MS, (signal) => post<Api['HandedIn']>('/supply-uploads', body, { signal }))
    } catch (caught) {
      return refusedAsAWhole(asProblem(caught), due)
    }
  })
  // Refused as a whole: one by one, so that the bad one is found and the others go.
  if (answer === null) {
    for (const one of due) await sendReports([one])
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
function refusedAsAWhole(problem: Problem, due: readonly ReportEntry[]): Api['HandedIn'] | null {
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
      await patiently(PHOTO_MS, (signal) => call('POST', `/unsalable-reports/${number}/evidence`, { body: form, signal }))
      await save(settled(current(photo), { went: 'taken', number: null, why: null, field: '' }, now()))
      await forgetPhoto(photo.id)
    } catch (caught) {
      const problem = asProblem(caught)
      if (!itsOwnFault(problem)) throw problem
      await save(settled(current(photo), asOutcome(problem, photo.id), now()))
    }
  })
}
