// Reports that contradict each other, and what is left of that once somebody chose.
import { replacedBy, type Entry, type What } from './store/entries'
import type { Report } from './today'

interface Speaks { kind: string; producer?: number | null; household?: number | null }

/** That two reports speak of the same goods: of the same seller's, or one says that there is nothing at all. */
export const sameSeller = (one: Speaks, other: Speaks): boolean =>
  one.kind === 'nothing' || other.kind === 'nothing' || ((one.producer ?? 0) === (other.producer ?? 0) && (one.household ?? 0) === (other.household ?? 0))

function speaks(what: What): Speaks {
  if ('supply' in what) return { kind: 'supply', producer: what.supply.producer, household: what.supply.household }
  if ('survey' in what) return { kind: 'survey', household: what.survey.household }
  return 'survey_nothing' in what ? { kind: 'survey', household: what.survey_nothing.household } : { kind: 'nothing' }
}

/** What of a group still differs: a choice lies in the outbox, or went since the list was fetched, and took the place of some. */
function left(group: readonly Report[], entries: readonly Entry[]): readonly Report[] {
  const chosen = entries.flatMap((one) => {
    if (one.kind !== 'report' || one.state === 'refused') return []
    const gone = replacedBy(one.item.what)
    return group.some((report) => gone.includes(report.client)) ? [{ gone, says: speaks(one.item.what) }] : []
  })
  const gone = new Set(chosen.flatMap((one) => one.gone))
  const standing = group.filter((report) => !gone.has(report.client))
  if (standing.some((one, n) => standing.slice(n + 1).some((other) => sameSeller(one, other)))) return standing
  // One was put right by itself, and what it contradicts stands: people go on seeing both.
  return chosen.some(({ says }) => standing.some((report) => sameSeller(report, says))) ? group : []
}

/** Reports of one village, crop, period and seller – of a survey: round and household – that contradict each other. */
export function differing(reports: readonly Report[], entries: readonly Entry[]): (readonly Report[])[] {
  const groups = new Map<string, Report[]>()
  const standing = reports.filter((report) => report.conflict && !report.replaced)
  for (const one of standing) {
    const nothing = one.kind !== 'survey' && standing.some((other) => other.kind === 'nothing' && other.division === one.division && other.crop === one.crop && other.period === one.period)
    const key = `${one.division}/${one.crop}/${one.period}/${one.round}/${nothing ? 'nothing' : `${one.producer ?? ''}/${one.household ?? ''}`}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => left(group, entries)).filter((group) => group.length > 0)
}
