import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync('shared/tokens.css', 'utf8')
const [light = '', dark = ''] = css.split('\nhtml.dark')
const roles = (text: string): Record<string, string> => Object.fromEntries([...text.matchAll(/--hs-([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
const themes = { light: roles(light), dark: { ...roles(light), ...roles(dark) } }

// Relative luminance and contrast by WCAG 2; floats are fine for colours.
const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

const GROUNDS = ['paper', 'sheet', 'well']
const TEXTS = ['ink', 'ink-2', 'leaf', 'water', 'gold', 'brick']
const PAIRS: [string, string, number][] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground): [string, string, number] => [text, ground, 4.5])),
  ...['leaf', 'water', 'gold', 'brick'].map((role): [string, string, number] => [role, `${role}-wash`, 4.5]),
  ...['leaf-wash', 'water-wash', 'gold-wash', 'brick-wash'].map((wash): [string, string, number] => ['ink', wash, 4.5]),
  ['ink-2', 'leaf-wash', 4.5], ['ink-2', 'water-wash', 4.5], ['on-leaf', 'leaf', 4.5], ['on-leaf', 'leaf-strong', 4.5],
  ['on-brick', 'brick', 4.5], ['on-brick', 'brick-strong', 4.5], ['on-gold-ground', 'gold-ground', 4.5],
  ['line-strong', 'sheet', 3], ['line-strong', 'paper', 3],
]

describe.each(Object.entries(themes))('%s theme', (_name, theme) => {
  it.each(PAIRS)('%s on %s ≥ %s : 1', (text, ground, least) => {
    expect(contrast(theme[text] ?? '#000000', theme[ground] ?? '#000000')).toBeGreaterThanOrEqual(least)
  })
})
