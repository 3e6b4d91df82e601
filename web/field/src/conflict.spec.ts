import { describe, expect, it } from 'vitest'
import { differing, sameSeller } from './conflict'
import { blank, type Entry, type What } from './store/entries'
import type { Report } from './today'

const report = (client: string, more: Partial<Report> = {}): Report =>
  ({ client, division: 7, crop: 1, period: '2026-08-10', round: '', kind: 'supply', conflict: true, replaced: false, ...more }) as Report
let seq = 0
const entry = (what: What, more: Partial<Entry> = {}): Entry => {
  seq += 1
  return { ...blank(`e${seq}`, seq, '2026-08-11T00:00:00Z'), kind: 'report', item: { id: `e${seq}`, seq, made_at: '2026-08-11T00:00:00Z', division: 7, crop: 1, what }, ...more } as Entry
}
const supply = (replaces: string[], of: { producer?: number; household?: number } = {}): What => ({ supply: { quantity: { said: '100斤' }, replaces, ...of } })
/** As the screen writes a choice of `one` among `group`. */
const choice = (one: Report, group: readonly Report[]): What => {
  const replaces = group.filter((other) => sameSeller(other, one)).map(({ client }) => client)
  return one.kind === 'nothing' ? { nothing: { replaces } } : supply(replaces, { ...(one.producer && { producer: one.producer }), ...(one.household && { household: one.household }) })
}
const shown = (reports: readonly Report[], entries: readonly Entry[] = []) => differing(reports, entries).map((group) => group.map(({ client }) => client))

const [a, b, none] = [report('a', { producer: 5 }), report('b', { household: 6 }), report('none', { kind: 'nothing' })]

describe('说法不一', () => {
  it('asks once: a seller’s report that is chosen over “nothing” leaves the other seller’s', () => {
    const group = [a, b, none]
    expect(shown(group)).toEqual([['a', 'b', 'none']])
    for (const one of group) expect(shown(group, [entry(choice(one, group))]), one.client).toEqual([])
    expect(shown(group, [entry(choice(a, group), { state: 'refused' })]), 'refused').toEqual([['a', 'b', 'none']])
  })

  it('goes on asking for what the choice did not settle', () => {
    const two = report('b2', { household: 6 })
    const group = [a, b, two, none]
    const first = entry(choice(a, group))
    expect(shown(group, [first])).toEqual([['b', 'b2']])
    expect(shown(group, [first, entry(choice(two, [b, two]))])).toEqual([])
  })

  it('shows both where one was only put right by itself', () => {
    const group = [report('x'), report('y')]
    expect(shown(group, [entry(supply(['x']))])).toEqual([['x', 'y']])
    expect(shown(group, [entry(supply(['x', 'y']))])).toEqual([])
  })

  it('keeps sellers, households and periods apart', () => {
    const survey = (client: string, household: number | null) => report(client, { kind: 'survey', period: '', round: '2026-08-10', household })
    expect(shown([a, report('a2', { producer: 5, period: '2026-08-17' }), b])).toEqual([])
    const group = [survey('s1', 3), survey('s2', 3), survey('s3', null), survey('s4', null)]
    expect(shown(group)).toEqual([['s1', 's2'], ['s3', 's4']])
    expect(shown(group, [entry({ survey_nothing: { household: 3, replaces: ['s1', 's2'] } })])).toEqual([['s3', 's4']])
  })
})
