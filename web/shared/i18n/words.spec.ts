import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { i18n, addWords } from './index'
import { pairsOf, type WordTree } from './words'
import { kitWords } from '../kit/words'

const files = import.meta.glob<Record<string, WordTree>>('../../office/src/**/words.ts', { eager: true })
const sources = import.meta.glob<string>(['../kit/*.vue', '../../office/src/**/*.{vue,ts}', '!**/*.spec.ts'], { eager: true, query: '?raw', import: 'default' })

/** Noun of a word file: the slice's folder, or `shell`. */
const nounOf = (path: string): string => /slices\/([^/]+)\//.exec(path)?.[1] ?? /src\/([^/]+)\//.exec(path)?.[1] ?? ''
const nouns: [string, WordTree][] = [['kit', kitWords], ...Object.entries(files).map(([path, module]): [string, WordTree] => [nounOf(path), Object.values(module)[0] ?? {}])]
for (const [noun, words] of nouns) if (noun !== 'kit') addWords(noun, words)
const keys = new Map(nouns.flatMap(([noun, words]) => [...pairsOf(words, `${noun}.`)]))

/** The named places of a message: `{name}`. */
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort()

describe.each(nouns)('words of %s', (noun, words) => {
  it.each([...pairsOf(words)])('%s is complete', (key, [zh, en]) => {
    expect(zh.trim(), key).not.toBe('')
    expect(en.trim(), key).not.toBe('')
    for (const form of en.split(' | ')) expect(places(form), key).toEqual(places(zh))
    expect(`${zh}${en}`, 'no exclamation marks').not.toMatch(/[!！]|您/)
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    for (const locale of ['zh-CN', 'en'] as const) {
      const said = i18n.global.t(`${noun}.${key}`, Object.fromEntries(places(zh).map((place) => [place, 'x'])), { locale })
      expect(said).not.toBe('')
      expect(said).not.toContain('{')
    }
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })
})

describe('screens', () => {
  it('use only words that exist', () => {
    const used = Object.entries(sources).flatMap(([path, text]) => [...text.matchAll(/\bt\('([\w.]+)'/g)].map((m) => `${path}: ${m[1]}`))
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter((line) => !keys.has(line.split(': ')[1] ?? ''))).toEqual([])
  })
  it('have no Chinese outside the word files', () => {
    const own = Object.entries(sources).filter(([path]) => path.endsWith('.vue')).flatMap(([path, text]) => {
      const template = /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? ''
      return /[\u4e00-\u9fff]/.test(template) ? [path] : []
    })
    expect(own).toEqual([])
  })
  it('start page carries the note for old browsers in both languages', () => {
    const page = readFileSync('office/index.html', 'utf8')
    expect(page).toContain('这个浏览器太旧')
    expect(page).toContain('too old')
  })
})
