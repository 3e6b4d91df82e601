import { describe, expect, it } from 'vitest'
import { answeredSince, BATCH, blank, droppable, duePhotos, duePoints, dueReports, failing, orphans, outdated, photosOf, replacedBy, settled, unsent, type PhotoEntry, type PointEntry, type ReportEntry, type State, type What } from './entries'

const AT = '2026-08-03T02:00:00.000Z'
const supply: What = { supply: { quantity: { said: '1200斤' } } }
function report(seq: number, state: State = 'kept', what: What = supply): ReportEntry {
  const id = `id-${seq}`
  return { ...blank(id, seq, AT), kind: 'report', state, item: { id, seq, made_at: AT, division: 5, crop: 3, what } }
}
const photo = (seq: number, of: string, number: number | null = null): PhotoEntry => ({ ...blank(`p-${seq}`, seq, AT), kind: 'photo', of, report: number, name: 'a.jpg', note: '' })

describe('the outbox', () => {
  it('sends in the order in which it was filled in, so many at a time', () => {
    const all = Array.from({ length: 60 }, (_, n) => report(60 - n))
    expect(dueReports(all).map((one) => one.seq)).toEqual(Array.from({ length: BATCH }, (_, n) => n + 1))
  })
  it('lets nothing refused or arrived block the rest', () => {
    expect(dueReports([report(1, 'refused'), report(2, 'sent'), report(3), report(4, 'quarantined')]).map((one) => one.seq)).toEqual([3])
  })
  it('counts what has not arrived, refused ones too', () => {
    expect(unsent([report(1, 'refused'), report(2, 'sent'), report(3), report(4, 'quarantined'), photo(5, 'id-1')])).toHaveLength(3)
  })
  it('keeps photos until their report has a number', () => {
    const [waiting, arrived] = [report(1), { ...report(2, 'sent'), number: 77 }]
    const photos = [photo(3, 'id-1'), photo(4, 'id-2'), photo(5, '', 12)]
    expect(duePhotos([waiting, arrived, ...photos]).map((one) => one.seq)).toEqual([4, 5])
  })
  it.each([
    ['taken', 'sent'], ['known', 'sent'], ['quarantined', 'quarantined'], ['refused', 'refused'],
  ] as const)('an answer of %s makes it %s', (went, state) => {
    const why = went === 'refused' ? { zh: '数量写法不明', en: 'not clear' } : null
    const after = settled(report(1), { went, number: went === 'refused' ? null : 9, why, field: '' }, AT)
    expect([after.state, after.why, after.settled_at]).toEqual([state, why, AT])
  })
  it('pauses what failed by itself, with what names it, and lets the others go', () => {
    const at = Date.parse(AT)
    const slow = failing(report(2, 'kept'), { zh: '系统出错', en: 'broke' }, 60_000, at)
    const mends = { ...report(3, 'kept'), item: { ...report(3, 'kept').item, what: { nothing: { replaces: [slow.id] } } } } as ReportEntry
    const all = [report(1, 'kept'), slow, mends, report(4, 'kept')]
    expect(dueReports(all, at).map((one) => one.seq)).toEqual([1, 4])
    expect(dueReports(all, at + 61_000).map((one) => one.seq)).toEqual([1, 2, 3, 4])
    // A clock that was set back must not hold it for ever.
    expect(dueReports(all, at - 30 * 86_400_000).map((one) => one.seq)).toEqual([1, 2, 3, 4])
    expect([slow.failed, failing(slow, null, 0, at).failed, settled(slow, { went: 'taken', number: 9, why: null, field: '' }, AT).failed]).toEqual([1, 2, 0])
  })
  it('finds lots that lean on a slip that pauses', () => {
    const at = Date.parse(AT)
    const point = (seq: number, what: object): PointEntry => ({ ...blank(`p${seq}`, seq, AT), kind: 'point', item: { id: `p${seq}`, seq, made_at: AT, what } as PointEntry['item'] })
    const slip = failing(point(1, { intake: {} }), null, 60_000, at)
    const mix = point(2, { mix: { parts: [{ of: { item: 'p1' }, quantity_g: 1 }, { of: { lot: 3 }, quantity_g: 1 }] } })
    const hand = point(3, { hand_over: { to: 1, lots: [{ of: { item: 'p2' }, quantity_g: 1 }] } })
    expect(duePoints([slip, mix, hand, point(4, { intake: {} })], at).map((one) => one.seq)).toEqual([4])
    expect(duePoints([slip, mix, hand], at + 61_000)).toHaveLength(3)
  })
  it('sends photos that failed least first, and names those that nothing leads to', () => {
    const at = Date.parse(AT)
    const photo = (id: string, of: string, more: object = {}): PhotoEntry => ({ ...blank(id, 9, AT), kind: 'photo', of, report: of ? null : 7, name: '', note: '', ...more })
    const failed = photo('a', '', { failed: 2 })
    expect(duePhotos([failed, photo('b', ''), photo('c', '', { later_at: '2026-08-03T02:10:00.000Z' })], at).map((one) => one.id)).toEqual(['b', 'a'])
    expect(orphans([report(1, 'kept'), photo('d', 'id-1'), photo('e', 'gone'), photo('f', '')]).map((one) => one.id)).toEqual(['e'])
    expect([{ ...failed, tries: 1 }, { ...failed, tries: 1, carried_at: AT }, photo('b', '', { tries: 1 }), photo('c', '')].map(droppable)).toEqual([true, false, false, true])
    expect(photosOf('id-1', [photo('d', 'id-1'), photo('g', 'id-1', { state: 'sent' })]).map((one) => one.id)).toEqual(['d'])
  })
  it('forgets what arrived a month ago, and never what did not', () => {
    const later = '2026-09-10T00:00:00.000Z'
    const old = { settled_at: AT }
    expect(outdated({ ...report(1, 'sent'), ...old }, later)).toBe(true)
    expect(outdated({ ...report(1, 'refused'), ...old }, later)).toBe(false)
    expect(outdated(report(1, 'kept'), later)).toBe(false)
    expect(outdated({ ...report(1, 'sent'), ...old }, AT)).toBe(false)
  })
  it.each([
    ['kept', null, true], ['sent', '2026-08-04T00:00:00.000Z', true],
    // The list is newer than the answer and still asks: it knows better.
    ['sent', '2026-08-02T00:00:00.000Z', false],
    ['refused', null, false], ['quarantined', '2026-08-04T00:00:00.000Z', false],
  ] as const)('a %s answer settled at %s answers what is asked: %s', (state, settled_at, answered) => {
    const asked = { division: 5, crop: 3, from: '2026-08-01', to: '2026-08-07' }
    const dayOf = (instant: string) => instant.slice(0, 10)
    expect(answeredSince([{ ...report(1, state), settled_at }], asked, '2026-08-03T00:00:00.000Z', dayOf)).toBe(answered)
    expect(answeredSince([{ ...report(1, state), settled_at }], { ...asked, from: '2026-08-10', to: '2026-08-16' }, '2026-08-03T00:00:00.000Z', dayOf)).toBe(false)
  })
  it('a report that names its period answers that one and no other', () => {
    const last = { division: 5, crop: 3, from: '2026-07-25', to: '2026-07-31' }
    const running = { division: 5, crop: 3, from: '2026-08-01', to: '2026-08-07' }
    const late = report(1, 'kept')
    const named: ReportEntry = { ...late, item: { ...late.item, what: { nothing: { period: last.from } } } }
    const dayOf = (instant: string) => instant.slice(0, 10)
    expect([last, running].map((asked) => answeredSince([named], asked, '', dayOf))).toEqual([true, false])
    expect([last, running].map((asked) => answeredSince([late], asked, '', dayOf))).toEqual([false, true])
  })
  it('knows what a report takes the place of', () => {
    expect(replacedBy({ nothing: { replaces: ['a'] } })).toEqual(['a'])
    expect(replacedBy(supply)).toEqual([])
  })
})
