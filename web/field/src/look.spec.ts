import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const blocks = readFileSync('field/src/look.css', 'utf8').split(/:root:root(?:\.sun)? \{/)
const roles = (text = ''): Record<string, string> => Object.fromEntries([...text.matchAll(/--hs-([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
const looks = { plain: roles(blocks[1]), sun: { ...roles(blocks[1]), ...roles(blocks[2]) } }

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
const TEXTS = ['ink', 'ink-2', 'leaf', 'water', 'gold', 'brick']
const PAIRS = [
  ...TEXTS.flatMap((text) => ['paper', 'sheet', 'well'].map((ground): [string, string] => [text, ground])),
  ...['leaf', 'water', 'gold', 'brick'].map((role): [string, string] => [role, `${role}-wash`]),
  ['on-leaf', 'leaf'], ['on-brick', 'brick'],
] as [string, string][]

describe.each(Object.entries(looks))('%s look', (_name, look) => {
  it.each(PAIRS)('%s on %s ≥ 7 : 1', (text, ground) => {
    expect(contrast(look[text] ?? '#888888', look[ground] ?? '#888888')).toBeGreaterThanOrEqual(7)
  })
})
