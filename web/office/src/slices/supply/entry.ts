// A report entered at a desk, after a call or from somebody who came in: what the form asks and how it is sent.
// It goes in as one item with an id of its own; what the server says of that item stands at its field.
import { ref, shallowRef } from 'vue'
import { get, post, type Page } from '@shared/api/api'
import { Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { ElMessage } from '@shared/element'
import { i18n } from '@shared/i18n'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Value, Values } from '@shared/kit/form'
import { parseYuan } from '@shared/lib/money'
import { prefs } from '@shared/lib/prefs'
import { session } from '@/shell/session'
import { callBody, callerKey, callFields, callersOf, type Caller } from './calls'
import { entryFields, type What } from './entryFields'
import { areaText, type Report } from './reportColumns'

export interface Start { what?: What; division?: number; crop?: number; period?: string; round?: string; last?: Api['LastSurvey'] | null }
type Body = Record<string, unknown>

/** Only the post of the village itself speaks for itself; the others say how they know. */
const ownVillage = (): boolean => session.now?.post.role === 'information_officer'

export async function entryAct(start: Start, done: () => void): Promise<Act> {
  const { t } = i18n.global
  const today = await get<Api['TodayView']>('/supply-today')
  const only = today.villages.length === 1 ? today.villages[0]?.id : undefined
  const begin: Values = { via: 'office', what: start.what ?? 'supply', division: start.division ?? only ?? null, crop: start.crop ?? null, period: start.period ?? null, ...lastSaid(start.last) }
  const call = useCall(begin)
  return {
    title: t('supply.entry.report'), verb: t('supply.entry.verb'), wide: true, start: begin,
    get fields() { return entryFields(today, ownVillage(), undefined, call.fields()) },
    changed: call.changed, send: sender({}, call, [], start), done,
  }
}

/** The same report said anew: the one that is corrected, and those that contradict it, are replaced. */
export async function correctionAct(row: Report, done: () => void): Promise<Act> {
  const { t } = i18n.global
  const { division, crop, kind } = row
  const whats = kind === 'survey' ? ['survey', 'survey_nothing'] as const : ['supply', 'nothing'] as const
  const start: Values = {
    via: 'office', what: kind === 'survey' && row.grams === 0 ? 'survey_nothing' : kind, 'quantity.said': row.said, from_day: row.from_day, to_day: row.to_day, grade: row.grade, fen_per_kg: row.fen_per_kg ?? null,
    area: areaText(row.area_centimu).replaceAll(',', ''), note: row.note, period: row.period || null,
  }
  const call = useCall({ ...start, division })
  const rivals = row.conflict ? await standing(row) : []
  return {
    title: t('supply.entry.correct'), verb: t('supply.entry.verb'), wide: true, start, done,
    text: t('supply.entry.correcting', { village: row.division_name, crop: row.crop_name, said: row.said || t(`supply.report.kinds.${kind}`) }),
    get fields() { return entryFields({ villages: [], crops: [] }, ownVillage(), whats, call.fields()).filter(({ key }) => !FIXED.includes(key)) },
    changed: (values) => call.changed({ ...values, division }),
    send: sender({ division, crop, ...(row.producer ? { producer: row.producer } : row.household ? { household: row.household } : {}) }, call, [...new Set([row.client, ...rivals])], { division, crop, ...(row.round.length > 4 && { round: row.round }) }),
  }
}

/** What a correction leaves as it is. */
const FIXED: readonly string[] = ['division', 'crop', 'producer', 'household']

/** What the last survey said, to start from; its days only while they lie ahead. */
function lastSaid(last: Start['last']): Values {
  if (!last) return {}
  const ahead = last.to_day >= (session.now?.day ?? '')
  return { 'quantity.said': last.said, area: areaText(last.area_centimu).replaceAll(',', ''), from_day: ahead ? last.from_day : null, to_day: ahead ? last.to_day : null }
}

/** Reports of the same village, crop, period and seller – of a survey: round and household – that stand beside this one. */
async function standing({ crop, division, period, round, kind, producer, household }: Report): Promise<string[]> {
  const page = await get<Page<Report>>('/supply-reports', { crop, division, state: 'conflict', limit: 500 })
  return page.items.filter((one) => one.division === division && one.period === period && one.round === round && (one.kind === 'nothing' || kind === 'nothing' || ((one.producer ?? null) === (producer ?? null) && (one.household ?? null) === (household ?? null)))).map(({ client }) => client)
}

/** Whose call it may be, read anew for each village that is chosen while the report is by phone. */
function useCall(start: Values) {
  const callers = shallowRef<Caller[]>([])
  const division = ref<unknown>(start.division)
  let read: unknown = null
  async function load(of: unknown): Promise<void> {
    read = of
    const found = await callersOf(Number(of)).catch(() => [])
    if (read !== of) return
    division.value = of
    callers.value = found
  }
  function changed({ via, division: now }: Values): void {
    if (via === 'phone' && now != null && now !== read && session.can('supply.confirm')) void load(now)
  }
  return { callers, changed, load, fields: () => callFields(division.value, callers.value) }
}
type Call = ReturnType<typeof useCall>

/** Sends one item. Every try of the same entries is the same item, filled in at the same time. */
function sender(fixed: Body, call: Call, replaces: readonly string[] = [], asked: Start = {}): Act['send'] {
  let first = { key: '', made_at: '' }
  return async (entered, key) => {
    if (first.key !== key) first = { key, made_at: new Date().toISOString() }
    const { via, informant, what, division, crop, code, ...rest } = { ...entered, ...fixed } as Body & { what: What }
    const { [callerKey(division)]: caller, ...said } = rest
    // A round was asked of one village and crop; for another one the county finds the round by the day.
    const round = asked.division === division && asked.crop === crop ? asked.round : undefined
    const item = { id: key, seq: 0, made_at: first.made_at, division, crop, what: { [what]: itemOf(what, said, replaces, round) } }
    const called = callBody(call.callers.value, { [callerKey(division)]: caller as Value ?? null }, division, code)
    try {
      const answer = await post<Api['HandedIn']>('/supply-uploads', { via: via ?? 'office', informant, ...called, items: [item] }, { key })
      const outcome = answer.outcomes[0]
      if (outcome) tell(outcome)
      return outcome
    } catch (caught) {
      // Another clerk may have used the code, or the card may have ended: the form asks for the next one, or for none.
      if (caught instanceof Problem && caught.code.startsWith('card.')) await call.load(division)
      throw caught
    }
  }
}

function itemOf(what: What, said: Body, replaces: readonly string[], round?: string): Body {
  const { area, urgency, period, ...rest } = said
  const answers = period ? { period } : {}
  if (what === 'nothing') return { ...answers, replaces }
  if (what === 'unsalable') return { ...rest, grade: urgency }
  const ofRound = round ? { round } : {}
  if (what === 'survey_nothing') return { ...ofRound, ...(said.household ? { household: said.household } : {}), replaces }
  return what === 'survey' ? { ...rest, ...ofRound, area_centimu: centimu(area), replaces } : { ...rest, ...answers, replaces }
}

/** `120.5亩` → 12050: two decimals, as money has. */
function centimu(area: unknown): number {
  const read = parseYuan(String(area ?? '').replace(/亩|mu/, ''))
  if (read === null) throw refusal(i18n.global.t('supply.entry.area_bad'), 'supply.area_invalid', 'area')
  return read
}

/** Names of the form where they are not those of the item. */
const FIELDS: Readonly<Record<string, string>> = { '/area_centimu': 'area' }

/** Says what became of the item; a refused one is a problem like any other. */
function tell({ went, number, why, code, field }: Api['ItemOutcome']): void {
  const { t } = i18n.global
  const word = why ? (prefs.lang === 'en' ? why.en : why.zh) : ''
  if (went === 'refused') throw refusal(word, code, FIELDS[field] ?? field)
  ElMessage({ type: went === 'taken' ? 'success' : 'warning', message: t(`supply.entry.went.${went}`, { number: number ?? '', why: word }), duration: 6000 })
}

const refusal = (title: string, code: string, field: string): Problem =>
  new Problem({ type: 'about:blank', title, status: 422, code, errors: field ? [{ field, code, message: title }] : [] })

