// The outbox as values: what an entry is, which are due, what an answer makes of them. No database, no network here.
import type { Api } from '@shared/api/types'

export type Item = Api['Item']
export type What = Item['what']
export type Outcome = Api['ItemOutcome']

/** `kept` waits; `sent` arrived; `quarantined` arrived, but its time is not believed; `refused` says why. */
export type State = 'kept' | 'sent' | 'refused' | 'quarantined'

interface Common {
  /** UUID made here: sent twice, it is one. */
  id: string
  /** Running number of this phone. */
  seq: number
  made_at: string
  state: State
  /** How often it was on its way; what never was can still be taken back. */
  tries: number
  /** Why it was refused or is doubted, in both languages. */
  why: Api['Text'] | null
  /** Field at fault, as the server names it. */
  field: string
  /** Its number at the server. */
  number: number | null
  settled_at: string | null
  /** How often it was tried and failed while others went; it waits by itself and holds up nothing. */
  failed?: number
  /** Not tried again before. */
  later_at?: string
  /** When it last went into a file that somebody carries. */
  carried_at?: string
}

export interface ReportEntry extends Common { kind: 'report'; item: Item }

/** Something that was done at a collection point. */
export interface PointEntry extends Common { kind: 'point'; item: Api['PointItem'] }

/** A photo of an unsalable report or of a signed payment list: of one that is known by number, or of one that is still in
 * this outbox. */
export interface PhotoEntry extends Common { kind: 'photo'; of: string; report: number | null; name: string; note: string; signed?: boolean; proof?: Proof }

/** What a producer's photo proves: the producer's own papers, or a case. */
export type Proof = 'producers' | 'certifications'

/** Whose post sends a photo. */
export const sentBy = (photo: PhotoEntry): 'report' | 'point' | 'producer' => (photo.proof ? 'producer' : photo.signed ? 'point' : 'report')

export type Entry = ReportEntry | PointEntry | PhotoEntry

/** Items of one upload at most. */
export const BATCH = 50
/** What arrived is shown so long. */
const SHOWN_DAYS = 30

export const blank = (id: string, seq: number, made_at: string): Common =>
  ({ id, seq, made_at, state: 'kept', tries: 0, why: null, field: '', number: null, settled_at: null })

const bySeq = (a: Entry, b: Entry): number => a.seq - b.seq

/** A pause is never longer; one that ends later was set by a clock that was wrong. */
const PAUSE_MOST_MS = 3 * 3_600_000

/** It failed by itself and its pause is not over. */
export function pausing(one: Entry, now: number): boolean {
  const left = one.state === 'kept' && one.later_at ? Date.parse(one.later_at) - now : 0
  return left > 0 && left < PAUSE_MOST_MS
}

/** Ids of other items that one names: it makes no sense without them. */
function names(one: ReportEntry | PointEntry): readonly string[] {
  if (one.kind === 'report') return replacedBy(one.item.what)
  const { what } = one.item
  if ('undo' in what) return [what.undo.item]
  const of = 'mix' in what ? what.mix.parts : 'hand_over' in what ? what.hand_over.lots : []
  return of.flatMap((part) => ('item' in part.of ? [part.of.item] : []))
}

/** What waits and may go, in its order: what names an item that pauses waits along with it. */
function ready<E extends ReportEntry | PointEntry>(waiting: readonly E[], now: number): E[] {
  const held = new Set<string>()
  return [...waiting].sort(bySeq).filter((one) => {
    if (!pausing(one, now) && !names(one).some((id) => held.has(id))) return true
    held.add(one.id)
    return false
  }).slice(0, BATCH)
}

/** Reports to send next, in the order in which they were filled in. */
export const dueReports = (entries: readonly Entry[], now = Date.now()): ReportEntry[] =>
  ready(entries.filter((one): one is ReportEntry => one.kind === 'report' && one.state === 'kept'), now)

/** Most reports, slips and photos of one file. */
const CARRIED_MOST = 200
const PHOTOS_MOST = 100

export interface Carriable { reports: ReportEntry[]; slips: PointEntry[]; photos: PhotoEntry[] }

/** What a file can take along, each in its order; photos that no file took yet first, and none whose report was refused.
 * A producer's photos belong to papers that need a network anyway. */
export function carriable(entries: readonly Entry[]): Carriable {
  const waiting = entries.filter((one) => one.state === 'kept').sort(bySeq)
  const taken = (one: PhotoEntry): boolean => sentBy(one) !== 'producer' && (numberFor(one, entries) !== null || waiting.some((other) => other.id === one.of))
  const photos = waiting.filter((one): one is PhotoEntry => one.kind === 'photo' && taken(one))
  return {
    reports: waiting.filter((one): one is ReportEntry => one.kind === 'report').slice(0, CARRIED_MOST),
    slips: waiting.filter((one): one is PointEntry => one.kind === 'point').slice(0, CARRIED_MOST),
    photos: photos.sort((a, b) => (a.carried_at ?? '').localeCompare(b.carried_at ?? '')).slice(0, PHOTOS_MOST),
  }
}

/** What was done at the point to send next, in its order: a later thing may name an earlier one. */
export const duePoints = (entries: readonly Entry[], now = Date.now()): PointEntry[] =>
  ready(entries.filter((one): one is PointEntry => one.kind === 'point' && one.state === 'kept'), now)

/** Photos that go after an entry and have not gone. */
export const photosOf = (id: string, entries: readonly Entry[]): PhotoEntry[] =>
  entries.filter((one): one is PhotoEntry => one.kind === 'photo' && one.of === id && (one.state === 'kept' || one.state === 'refused'))

/** The number of the report or list that a photo belongs to; null while it has none. */
export const numberFor = (photo: PhotoEntry, entries: readonly Entry[]): number | null =>
  photo.report ?? entries.find((one) => one.id === photo.of)?.number ?? null

/** Photos whose report or list has its number; those that failed least go first. */
export const duePhotos = (entries: readonly Entry[], now = Date.now()): PhotoEntry[] =>
  entries.filter((one): one is PhotoEntry => one.kind === 'photo' && one.state === 'kept' && numberFor(one, entries) !== null && !pausing(one, now))
    .sort((a, b) => (a.failed ?? 0) - (b.failed ?? 0) || bySeq(a, b))

/** Photos that nothing leads to any more: their report or list is not here, and has told no number. */
export const orphans = (entries: readonly Entry[]): PhotoEntry[] =>
  entries.filter((one): one is PhotoEntry => one.kind === 'photo' && one.state === 'kept' && one.report === null && !entries.some((other) => other.id === one.of))

/** What has not arrived: the number that stands on every page. What was refused counts too, until somebody acts. */
export const unsent = (entries: readonly Entry[]): Entry[] => entries.filter((one) => one.state === 'kept' || one.state === 'refused')

/** What never was on its way can be taken back, and what was refused; a photo that fails as well, since it says nothing by itself. */
export const droppable = (one: Entry): boolean => one.state === 'refused' || (one.state === 'kept' && (one.tries === 0 || (one.kind === 'photo' && Boolean(one.failed) && !one.carried_at)))

/** An entry that failed by itself: it keeps its reason, and is tried again after a pause that grows. */
export const failing = <E extends Entry>(entry: E, why: Entry['why'], pause_ms: number, now: number): E =>
  ({ ...entry, why, failed: (entry.failed ?? 0) + 1, later_at: new Date(now + Math.min(pause_ms, PAUSE_MOST_MS - 1)).toISOString() })

/** An entry after the server's answer. */
export function settled<E extends Entry>(entry: E, outcome: Pick<Outcome, 'went' | 'number' | 'why' | 'field'>, now: string): E {
  const state: State = outcome.went === 'refused' ? 'refused' : outcome.went === 'quarantined' ? 'quarantined' : 'sent'
  // Known from a try whose answer was lost: what that answer said of its time is in the list of reports.
  return { ...entry, state, why: outcome.why ?? null, field: outcome.field, number: outcome.number ?? entry.number, settled_at: now, failed: 0, later_at: '' }
}

/** Arrived long ago: nobody looks for it here any more. */
export const outdated = (entry: Entry, now: string): boolean =>
  (entry.state === 'sent' || entry.state === 'quarantined') && entry.settled_at !== null &&
  Date.parse(now) - Date.parse(entry.settled_at) > SHOWN_DAYS * 86_400_000

/** Whether this phone holds an answer to what is asked that the list, fetched at `fetched_at`, does not know of yet. */
export function answeredSince(entries: readonly Entry[], asked: { division: number; crop: number; from: string; to: string }, fetched_at: string, dayOf: (instant: string) => string): boolean {
  const newer = (one: Entry): boolean => one.state === 'kept' || (one.state === 'sent' && (one.settled_at ?? '') > fetched_at)
  return entries.some((one) => one.kind === 'report' && newer(one) && one.item.division === asked.division && one.item.crop === asked.crop &&
    answers(one.item.what, asked, dayOf(one.made_at)))
}

/** The same of a survey that is asked for. */
export function surveyedSince(entries: readonly Entry[], asked: { division: number; crop: number; round: string }, fetched_at: string, dayOf: (instant: string) => string): boolean {
  const newer = (one: Entry): boolean => one.state === 'kept' || (one.state === 'sent' && (one.settled_at ?? '') > fetched_at)
  return entries.some((one) => {
    if (one.kind !== 'report' || !newer(one) || one.item.division !== asked.division || one.item.crop !== asked.crop) return false
    const said = 'survey' in one.item.what ? one.item.what.survey : 'survey_nothing' in one.item.what ? one.item.what.survey_nothing : null
    return said !== null && (said.round ? said.round === asked.round : asked.round <= dayOf(one.made_at))
  })
}

function answers(what: What, { from, to }: { from: string; to: string }, day: string): boolean {
  const said = 'supply' in what ? what.supply : 'nothing' in what ? what.nothing : null
  return said !== null && (said.period ? said.period === from : from <= day && day <= to)
}

/** Ids of the reports that one takes the place of. */
export const replacedBy = (what: What): readonly string[] =>
  ('supply' in what ? what.supply.replaces : 'nothing' in what ? what.nothing.replaces : 'survey' in what ? what.survey.replaces
    : 'survey_nothing' in what ? what.survey_nothing.replaces : undefined) ?? []
