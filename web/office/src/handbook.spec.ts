// The handbook quotes the program word for word: what stands in 「」 (in English pages in “”) is on a screen, in a
// refusal or in the policy; every link leads somewhere; every post and every page is reachable from the first one.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pairsOf, type WordTree } from '@shared/i18n/words'
import { kitWords } from '@shared/kit/words'
import { words as priceWords } from '@shared/lib/priceCheckWords'
import { ROLES } from '@/slices/identity/roles'
import { shellWords } from '@/shell/words'
import { w as fieldWords } from '../../field/src/words'

const ROOT = '../docs/handbook'
/** A part of a sentence may be quoted from this length on; shorter quotes are whole words of the screen. */
const PART = 6

const slices = import.meta.glob<Record<string, WordTree>>('./slices/*/words.ts', { eager: true })
const under = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)).map((name) => readFileSync(join(folder, name), 'utf8'))
const sources = [...under('../crates', '.rs'), ...under('../policies', '.toml')]

/** Places in a message, `{name}`, read as an ellipsis in the handbook. */
const plain = (text: string): string => text.replace(/\{[^{}]*\}/g, '…')
const trees = [kitWords, shellWords, fieldWords, priceWords, ...Object.values(slices).flatMap((module) => Object.values(module))] as WordTree[]
const screen = [0, 1].map((at) => trees.flatMap((tree) => [...pairsOf(tree)].map(([, pair]) => plain(pair[at as 0 | 1]))))
const literals = sources.flatMap((text) => [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map((m) => plain(m[1] ?? '')))
const says = screen.map((words) => ({ whole: new Set([...words, ...literals]), parts: [...words, ...literals].filter((text) => text.length > PART) }))

const pages = ['', 'en'].flatMap((folder) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => join(ROOT, folder, name)))
const english = (page: string): boolean => page.includes('/en/')
const quotes = (page: string, text: string): string[] => [...text.matchAll(english(page) ? /“([^”]+)”/g : /「([^」]+)」/g)].map((m) => m[1] ?? '')
const unsaid = (page: string, text: string): string[] => {
  const { whole, parts } = says[english(page) ? 1 : 0] ?? { whole: new Set<string>(), parts: [] }
  return quotes(page, text).filter((quote) => !whole.has(quote) && !(quote.length >= PART && parts.some((part) => part.includes(quote))))
}

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8')
  it('quotes what the program says', () => {
    expect(unsaid(page, text)).toEqual([])
  })
  it('has links that lead somewhere', () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)/g)].map((m) => m[1] ?? '').filter((target) => !/^https?:/.test(target))
    expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([])
  })
})

describe('the handbook', () => {
  const chinese = pages.filter((page) => !english(page))
  it('has a page for each post, and one for workers', () => {
    const wanted = [...Object.keys(ROLES), 'worker']
    expect(wanted.filter((role) => !chinese.includes(join(ROOT, `${role}.md`)))).toEqual([])
  })
  it('names every page on its first one', () => {
    for (const folder of ['', 'en']) {
      const first = readFileSync(join(ROOT, folder, 'README.md'), 'utf8')
      const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md') && name !== 'README.md')
      expect(names.filter((name) => !first.includes(`(${name})`))).toEqual([])
    }
  })
  it('would notice a word that no screen has', () => {
    expect(unsaid(`${ROOT}/x.md`, '点「登记主体」，再点「登记主休」')).toEqual(['登记主休'])
  })
})
