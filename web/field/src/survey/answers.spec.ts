import { describe, expect, it } from 'vitest'
import { blank, type Entry, type What } from '../store/entries'
import { answersOf, together, toAsk, WHOLE, type Said } from './answers'

const SPOT = { division: 7, crop: 1, round: '2026-09-01' }
const known = (household: number | null, kg: number, more: Partial<Said> = {}): Said => ({
  client: `k${household}`, division: 7, crop: 1, round: '2026-09-01', household, area_centimu: 100, said: kg ? `${kg}公斤` : '', grams: kg * 1000,
  from_day: '', to_day: '', told_at: '2026-09-02T00:00:00Z', ...more,
})
let seq = 0
const entry = (what: What, more: Partial<Entry> = {}): Entry => {
  seq += 1
  return { ...blank(`e${seq}`, seq, '2026-09-03T00:00:00Z'), kind: 'report', item: { id: `e${seq}`, seq, made_at: '2026-09-03T00:00:00Z', division: 7, crop: 1, what }, ...more } as Entry
}
const survey = (household: number | null, said: string, round: string | null = '2026-09-01'): What =>
  ({ survey: { household, area_centimu: 50, quantity: { said }, from_day: '2026-09-10', to_day: '2026-09-30', note: '', replaces: [], ...(round && { round }) } })
const none = (household: number): What => ({ survey_nothing: { household, replaces: [], round: '2026-09-01' } })
const of = (said: readonly Said[], entries: readonly Entry[] = []) =>
  answersOf(said, entries, SPOT, (one) => one.state === 'kept' || one.state === 'sent', () => '2026-09-01')

describe('按户摸底', () => {
  it('counts each household once, by its last word', () => {
    for (const [said, entries, count, noneOf, waits, kg, why] of [
      [[], [], 0, 0, 0, 0, 'nothing yet'],
      [[known(1, 20), known(2, 0)], [], 2, 1, 0, 20, 'none is an answer'],
      [[known(1, 20)], [entry(survey(2, '10斤'))], 2, 0, 1, 25, 'what waits counts'],
      [[known(1, 20)], [entry(survey(1, '10斤'))], 1, 0, 1, 5, 'the phone’s later word takes its place'],
      [[], [entry(survey(1, '10斤')), entry(none(1))], 1, 1, 1, 0, 'until there is none'],
      [[], [entry(survey(1, '10斤'), { state: 'refused' })], 0, 0, 0, 0, 'a refused one counts nowhere'],
      [[], [entry(survey(1, '10斤'), { state: 'sent' })], 1, 0, 0, 5, 'one that arrived waits no more'],
      [[], [entry(survey(1, '10斤', null))], 1, 0, 1, 5, 'one that names no round is of the round that ran'],
      [[known(1, 20, { round: '2026-03-01' }), known(2, 9, { crop: 2 }), known(3, 9, { division: 8 })], [entry(survey(1, '10斤', '2026-03-01'))], 0, 0, 0, 0, 'other rounds, crops and villages'],
      [[known(null, 90), known(1, 20)], [], 1, 0, 0, 20, 'the village’s own sum is no household'],
    ] as const) {
      const sum = together(of(said, entries))
      expect([sum.count, sum.none, sum.waits, sum.grams], why).toEqual([count, noneOf, waits, kg * 1000])
    }
    expect(of([known(null, 90)]).get(WHOLE)?.said).toBe('90公斤')
  })

  it('goes on after the household that was answered last', () => {
    const households = [1, 2, 3, 4].map((id) => ({ id }))
    const left = (answered: number[], last: number) => toAsk(households, of(answered.map((id) => known(id, 1))), last).map(({ id }) => id)
    expect(left([], 0)).toEqual([1, 2, 3, 4])
    expect(left([3], 3)).toEqual([4, 1, 2])
    expect(left([3, 4], 4)).toEqual([1, 2])
    expect(left([1, 2, 3, 4], 2)).toEqual([])
  })
})
