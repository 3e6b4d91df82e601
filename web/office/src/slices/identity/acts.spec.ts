// The audit trail speaks words: every act that a route or the program itself names has both its parts in actWords.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { actWords } from './actWords'

const CRATES = '../crates'
/** An act stands third in a route that writes, or in what the program does outside a route. */
const WRITES = /Route::(?!get\b|list\b|download\b)\w+\(\s*"[^"]+",\s*[\w:]+,\s*"([a-z_]+\.[a-z_]+)"/g
const OUTSIDE = /(?:audited\([^;]*?|const ACT: &str =\s*|\bact: )"([a-z_]+\.[a-z_]+)"/g

const sources = readdirSync(CRATES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.rs') && /(^|[\\/])src[\\/]/.test(name))
  .map((name) => readFileSync(join(CRATES, name), 'utf8'))
const named = (pattern: RegExp): string[] => sources.flatMap((text) => [...text.matchAll(pattern)].map((found) => found[1] ?? ''))
const acts = [...new Set([...named(WRITES), ...named(OUTSIDE)])].sort()

describe('acts of the audit trail', () => {
  it('are found where the program names them', () => {
    expect(acts).toEqual(expect.arrayContaining(['sale.record', 'delivery.take_back', 'day_root.make', 'division.follow', 'scope.denied']))
    const routes = sources.flatMap((text) => [...text.matchAll(/Route::(?:post|put|delete|upload)\w*\(\s*"\//g)])
    expect(named(WRITES).length).toBe(routes.length)
  })
  it.each(acts)('%s has words', (act) => {
    const [noun = '', verb = ''] = act.split('.')
    expect(Object.keys(actWords.noun)).toContain(noun)
    expect(Object.keys(actWords.verb)).toContain(verb)
  })
})
