// Ways of the transport table while they are being written: pure.
import type { Api } from '@shared/api/types'
import type { Option } from '@shared/kit/form'

export interface WayDraft { key: number; from: number | null; to: number | null; fen: number | null }
export type WayComplaint = 'incomplete' | 'twice'

/** Places of the table that are no townships: villages whose ways somebody entered. */
export function villagesOf(ways: readonly Api['CostView'][], townships: readonly Option[]): Option[] {
  const ends = ways.flatMap(({ from_township, from_name, to_township, to_name }) => [[from_township, from_name], [to_township, to_name]] as const)
  const villages = new Map(ends.filter(([id]) => id !== 0 && !townships.some(({ value }) => value === id)))
  return [...villages].map(([value, word]) => ({ value, word }))
}

export const draftsOf = (ways: readonly Api['CostView'][]): WayDraft[] =>
  ways.map(({ from_township, to_township, fen_per_kg }, key) => ({ key, from: from_township, to: to_township, fen: fen_per_kg }))

/** A new way starts where the last one did, so that a township's ways are written one after the other. */
export const nextWay = (drafts: readonly WayDraft[]): WayDraft =>
  ({ key: Math.max(-1, ...drafts.map(({ key }) => key)) + 1, from: drafts.at(-1)?.from ?? null, to: null, fen: null })

/** What is wrong, by the key of the row; a way stands once. */
export function wrongWays(drafts: readonly WayDraft[]): Map<number, WayComplaint> {
  const seen = new Set<string>()
  const wrong = new Map<number, WayComplaint>()
  for (const { key, from, to, fen } of drafts) {
    const way = `${from}-${to}`
    if (from === null || to === null || fen === null) wrong.set(key, 'incomplete')
    else if (seen.has(way)) wrong.set(key, 'twice')
    seen.add(way)
  }
  return wrong
}

export const bodyOf = (drafts: readonly WayDraft[]): { rows: { from_township: number; to_township: number; fen_per_kg: number }[] } =>
  ({ rows: drafts.map(({ from, to, fen }) => ({ from_township: from ?? 0, to_township: to ?? 0, fen_per_kg: fen ?? 0 })) })
