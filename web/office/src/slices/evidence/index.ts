// Evidence: scans and photos attached to a case, a producer, an outlet or one act of theirs. It has no page of its
// own; the pages of those things show it.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = { noun: 'evidence', words, routes: [] }
