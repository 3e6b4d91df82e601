// What a form begins with: the place of the phone, something refused that is being mended, or a report that is being
// corrected. All named in the address, so that a reload begins the same.
import { route } from '../route'
import type { ReportEntry, What } from '../store/entries'
import { outbox } from '../store/outbox'
import { view, type Report } from '../today'
import { packOf } from './said'

export interface Start {
  division: number
  crop: number
  what: What | null
  /** The address says what the form is about: a draft of something else stays where it is. */
  asked: boolean
  /** First day of the period that is asked; none for what is told at any time. */
  period?: string
  /** First day of the round that a survey answers. */
  round?: string
  /** A survey goes from household to household. */
  households?: boolean
  /** The refused entry that the new one takes the place of. */
  mends?: string
  /** The report that is corrected, for the line that says so. */
  corrects?: { day: string; said: string }
}

export function start(): Start {
  const { mend, correct, crop, village, period, round, by } = route.query
  const refused = outbox.entries.find((one): one is ReportEntry => one.kind === 'report' && one.id === mend)
  if (refused) return { division: refused.item.division, crop: refused.item.crop, what: refused.item.what, asked: true, mends: refused.id }
  const waiting = outbox.entries.find((one): one is ReportEntry => one.kind === 'report' && one.id === correct)
  if (waiting) return { division: waiting.item.division, crop: waiting.item.crop, what: replacing(waiting.item.what, waiting.id), asked: true, corrects: { day: waiting.made_at, said: saidOf(waiting.item.what) } }
  const report = view.value.reports.find((one) => one.client === correct)
  if (report) return { division: report.division, crop: report.crop, what: again(report, [report.client]), asked: true, corrects: { day: report.told_at, said: report.said } }
  const only = view.value.villages.length === 1 ? view.value.villages[0]?.id : undefined
  const grown = view.value.crops.filter((one) => one.grown)
  return { division: Number(village ?? only ?? 0), crop: Number(crop ?? (grown.length === 1 ? grown[0]?.id : undefined) ?? 0), what: null, asked: Boolean(crop), ...(period && { period }), ...(round && { round }), ...(by === 'households' && { households: true }) }
}

/** The same report once more, of the same period, in place of those named. */
export function again(report: Report, replaces: string[]): What {
  const period = report.period || null
  if (report.kind === 'nothing') return { nothing: { period, replaces } }
  if (report.kind === 'survey' && report.grams === 0) return { survey_nothing: { household: report.household ?? null, ...roundOf(report), replaces } }
  const pack_g = packOf(report.said, report.grams)
  const quantity = pack_g === null ? { said: report.said } : { said: report.said, pack_g }
  if (report.kind === 'survey') {
    return { survey: { area_centimu: report.area_centimu, quantity, from_day: report.from_day, to_day: report.to_day, note: report.note, household: report.household ?? null, ...roundOf(report), replaces } }
  }
  return { supply: { quantity, from_day: report.from_day || null, to_day: report.to_day || null, grade: report.grade, fen_per_kg: report.fen_per_kg ?? null, note: report.note, period, ...sellerOf(report), replaces } }
}

/** Whose it is, if one party's. */
const sellerOf = ({ producer, household }: Report): { producer?: number; household?: number } => (producer ? { producer } : household ? { household } : {})

/** A round is known by its first day; outside rounds the year says nothing that the day does not. */
const roundOf = (report: Report): { round?: string } => ((report.round ?? '').length > 4 ? { round: report.round } : {})

/** As last time: what there is and at what price; the days are those of the period that is answered. */
export function asLastTime(report: Report, period: string): What {
  const what = again(report, [])
  return 'supply' in what ? { supply: { ...what.supply, from_day: null, to_day: null, note: '', period } } : what
}

function replacing(what: What, id: string): What {
  if ('supply' in what) return { supply: { ...what.supply, replaces: [id] } }
  if ('survey' in what) return { survey: { ...what.survey, replaces: [id] } }
  if ('survey_nothing' in what) return { survey_nothing: { ...what.survey_nothing, replaces: [id] } }
  return { nothing: { replaces: [id] } }
}

const saidOf = (what: What): string => ('supply' in what ? what.supply.quantity.said : 'survey' in what ? what.survey.quantity.said : '')
