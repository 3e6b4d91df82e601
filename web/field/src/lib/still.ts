// Asked before something odd goes out: every reason with its figure, and two answers.
import { view } from '../today'
import { outbox } from '../store/outbox'
import { replacedBy } from '../store/entries'
import { w } from '../words'
import { confirm } from './confirm'
import { oddSupply, oddSurvey, type Limits, type Odd } from './odd'
import { understand } from './said'
import { say } from './say'
import { weightBoth } from './texts'

interface Saying { said: string; pack_g?: number | null }
interface Place { division: number; crop: number }
/** Of what grade, and whose, if one party's. */
interface Goods { grade?: string; producer?: number | null; household?: number | null }
const sameGoods = (one: Goods, other: Goods): boolean =>
  (one.grade ?? '') === (other.grade ?? '') && (one.producer ?? 0) === (other.producer ?? 0) && (one.household ?? 0) === (other.household ?? 0)

const limitsOf = (crop: number): Limits | undefined => view.value.crops.find((one) => one.id === crop)
const gramsOf = (saying: Saying): number | null => understand(saying.said, saying.pack_g ?? null)?.grams ?? null

async function ask(odd: readonly Odd[]): Promise<boolean> {
  if (odd.length === 0) return true
  const lines = odd.map(({ why, than_g, now_g, times }) => say(w.odd[why], { than: weightBoth(than_g), now: weightBoth(now_g ?? 0), times: times ?? 0 }))
  return confirm(say(w.odd.title), [...lines, say(w.odd.still)].join('\n'), say(w.odd.send), say(w.odd.back))
}

/** Whether supply goes: at once if nothing is odd, else as the person says. */
export async function maySupply(place: Place, supply: { quantity: Saying; period?: string | null; replaces?: string[] } & Goods): Promise<boolean> {
  const [of, grams] = [limitsOf(place.crop), gramsOf(supply.quantity)]
  // The least is a village's; one seller may have less.
  const limits = of && (supply.producer || supply.household) ? { ...of, least_g: null } : of
  return !limits || grams === null || ask(oddSupply(limits, grams, lastOfSeason(place, { ...supply, period: supply.period ?? limits.period }, limits.season_start ?? '')))
}

/** The same of a survey. */
export async function maySurvey({ crop }: Place, quantity: Saying, area_centimu: number): Promise<boolean> {
  const [limits, grams] = [limitsOf(crop), gramsOf(quantity)]
  return !limits || grams === null || ask(oddSurvey(limits, grams, area_centimu))
}

/** Grams that the village last said of an earlier period of this season, of the same grade and seller: what waits on this phone is later
 * than what the county had when the list was fetched. */
function lastOfSeason({ division, crop }: Place, { period, replaces = [], ...goods }: { period?: string | null; replaces?: string[] } & Goods, season: string): number | null {
  if (!season) return null
  const earlier = (of: string | null | undefined): boolean => Boolean(of && of >= season && (!period || of < period))
  const taken = new Set([...replaces, ...outbox.entries.flatMap((one) => (one.kind === 'report' && one.state !== 'refused' ? replacedBy(one.item.what) : []))])
  const said = new Map<string, { period: string; at: string; grams: number }>()
  for (const one of view.value.reports) {
    if (one.division === division && one.crop === crop && one.kind === 'supply' && sameGoods(one, goods) && one.quarantine === '' && one.verdict !== 'wrong' && earlier(one.period)) said.set(one.client, { period: one.period, at: one.told_at, grams: one.grams })
  }
  for (const one of outbox.entries) {
    if (one.kind !== 'report' || one.state === 'refused' || one.item.division !== division || one.item.crop !== crop || !('supply' in one.item.what)) continue
    const { supply } = one.item.what
    const grams = gramsOf(supply.quantity)
    if (sameGoods(supply, goods) && grams !== null && earlier(supply.period)) said.set(one.id, { period: supply.period ?? '', at: one.made_at, grams })
  }
  const standing = [...said].filter(([id]) => !taken.has(id)).map(([, one]) => one)
  return standing.sort((a, b) => b.period.localeCompare(a.period) || b.at.localeCompare(a.at))[0]?.grams ?? null
}
