// Every post has a brief with words, pages that exist, and dates that lie ahead.
import { describe, expect, it } from 'vitest'
import { slices } from '@/slices'
import { ROLES } from '@/slices/identity/roles'
import { BRIEFS, nextDay, type Round } from './posts'
import { words } from './words'

const names = new Set(slices.flatMap((slice) => slice.routes.map((route) => route.name)))

describe('what a post reads when nothing waits', () => {
  it.each([...Object.keys(ROLES), 'worker'])('%s', (role) => {
    const brief = BRIEFS[role]
    expect(brief?.pages.length).toBeGreaterThan(0)
    expect(brief?.pages.filter((page) => !names.has(page))).toEqual([])
    expect(brief?.dates.length).toBeGreaterThan(0)
    expect((words.does as Record<string, unknown>)[role]).toBeTruthy()
  })
})

describe('the next date', () => {
  it.each<[Round, string, string]>([
    ['year_end', '2026-12-31', '2026-12-31'],
    ['settlement', '2026-02-28', '2026-02-28'],
    ['settlement', '2026-03-01', '2027-02-28'],
    ['settlement', '2027-12-01', '2028-02-29'],
    ['holidays', '2026-12-01', '2027-11-30'],
  ])('%s after %s is %s', (round, day, next) => {
    expect(nextDay(round, day)).toBe(next)
  })
})
