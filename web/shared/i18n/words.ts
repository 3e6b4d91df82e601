// Words stand beside the component that shows them, both languages on one line: `open: ['打开', 'Open']`.
// So a missing translation is a type error, and a reviewer reads both at once.

export type Pair = readonly [zh: string, en: string]
export interface WordTree { readonly [key: string]: Pair | WordTree }
export interface Messages { [key: string]: string | Messages }

/** Declares the words of one noun; keeps their literal keys. */
export const defineWords = <const T extends WordTree>(words: T): T => words

export const isPair = (value: Pair | WordTree): value is Pair => Array.isArray(value)

/** One language of a word tree, in the shape vue-i18n wants. */
export function inLanguage(words: WordTree, index: 0 | 1): Messages {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, isPair(value) ? value[index] : inLanguage(value, index)]),
  )
}

/** All pairs with their dotted keys: for the completeness test. */
export function* pairsOf(words: WordTree, prefix = ''): Generator<[string, Pair]> {
  for (const [key, value] of Object.entries(words)) {
    if (isPair(value)) yield [prefix + key, value]
    else yield* pairsOf(value, `${prefix}${key}.`)
  }
}
