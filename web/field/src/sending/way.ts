// What reports, slips and photos have in common on their way: how long one waits for an answer, what a problem says of
// what was sent, what it says to people.
import { Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import type { Entry, Outcome } from '../store/entries'
import { outbox, save } from '../store/outbox'
import { w } from '../words'

export const now = (): string => new Date().toISOString()

/** A line that is there but carries nothing is no line: after so long without an answer the try is over. */
export async function patiently<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(), ms)
  try {
    return await ask(ended.signal)
  } catch (caught) {
    throw ended.signal.aborted ? tooSlow() : caught
  } finally {
    clearTimeout(timer)
  }
}

const TOO_SLOW = 'too_slow'
const tooSlow = (): Problem => new Problem({ type: 'about:blank', title: '', status: 0, code: TOO_SLOW })
export const isTooSlow = (problem: Problem | null): boolean => problem?.code === TOO_SLOW

/** The entry as it stands, with the try that was counted meanwhile. */
export const current = <E extends Entry>(entry: E): E => (outbox.entries.find((one) => one.id === entry.id) as E | undefined) ?? entry

export async function onTheirWay<T>(entries: readonly Entry[], work: () => Promise<T>): Promise<T> {
  outbox.sending = entries.map((one) => one.id)
  for (const one of entries) await save({ ...current(one), tries: one.tries + 1 })
  try {
    return await work()
  } finally {
    outbox.sending = []
  }
}

/** 400, 404, 409, 413, 415, 422 speak of what was sent; all else of the moment, the session or the post. */
export const itsOwnFault = (problem: Problem): boolean => [400, 404, 409, 413, 415, 422].includes(problem.status)

/** The server broke over what was sent: it may be one item of many. */
export const broke = (problem: Problem): boolean => problem.status === 500

const told = (problem: Problem): string => problem.errors[0]?.message ?? problem.message

export const asOutcome = (problem: Problem, id: string): Outcome =>
  ({ id, went: 'refused', number: null, code: problem.code, field: problem.errors[0]?.field ?? '', why: { zh: told(problem), en: told(problem) } })

/** Why something waits that was tried; null where only the line was not there, which the page says already. */
export function whyOf(problem: Problem): Api['Text'] | null {
  if (problem.away) return null
  const [zh, en] = isTooSlow(problem) ? w.outbox.too_slow : problem.status >= 500 ? w.outbox.broke : w.outbox.not_now
  const why = told(problem)
  return { zh: zh.replace('{why}', why), en: en.replace('{why}', why) }
}
