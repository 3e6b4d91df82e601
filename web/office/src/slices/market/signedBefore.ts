// At a fair many contracts are signed one after the other: the next one begins with village, crop, days and prices of the
// last. In memory only.
import type { Beginning } from './signing'

const last = new Map<number, Beginning>()

export const before = (fair: number): Beginning | null => last.get(fair) ?? null
export const remember = (fair: number, signed: Beginning): void => { last.set(fair, signed) }
