import { describe, expect, it } from 'vitest'
import { pairsOf } from '@shared/i18n/words'
import { say } from './lib/say'
import { w } from './words'

const sources = Object.values(import.meta.glob<string>(['./**/*.{vue,ts}', '!./words.ts', '!./**/*.spec.ts'], { eager: true, query: '?raw', import: 'default' })).join('\n')
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort()

describe('words of the field app', () => {
  it.each([...pairsOf(w)])('%s is complete and used', (key, [zh, en]) => {
    expect(zh.trim()).not.toBe('')
    expect(en.trim()).not.toBe('')
    expect(places(en)).toEqual(places(zh))
    expect(`${zh}${en}`).not.toMatch(/[!！]|您/)
    // By its own name, or by that of its group where the key comes from data.
    const group = key.split('.').slice(0, -1).join('.')
    expect(sources.includes(`w.${key}`) || sources.includes(`w.${group}[`) || sources.includes(`w.${group})`), `w.${key}`).toBe(true)
  })
  it('are filled in', () => { expect(say(w.app.unsent, { count: 3 })).toBe('3 条没有发出') })
})
