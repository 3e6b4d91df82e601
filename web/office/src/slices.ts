// What each slice of the office brings: its words, its pages, its lines in the navigation. A slice is a folder
// `slices/<noun>/index.ts` that exports `slice`; nothing else has to be told about it.
import type { RouteRecordRaw } from 'vue-router'
import type { WordTree } from '@shared/i18n/words'

export type NavGroup = 'today' | 'goods' | 'supply' | 'market' | 'shops' | 'vouchers' | 'year' | 'county'

export interface NavItem {
  /** Name of the route. */
  to: string
  /** Key of its word, with the noun: `outlets.title`. */
  word: string
  group: NavGroup
  /** Shown only to posts that hold it; none: to everybody. */
  permission?: string
  /** Speaks of the whole county: not for posts of a township or a shop. */
  countyWide?: boolean
  /** Speaks of the post's own place: not for posts of the whole county. */
  within?: boolean
  /** Kinds of scope whose posts have nothing there. */
  notFor?: readonly string[]
  order?: number
}

export interface Slice {
  noun: string
  words: WordTree
  /** Pages inside the layout. `meta.title` is a word key, `meta.permission` guards the page. */
  routes: RouteRecordRaw[]
  nav?: NavItem[]
}

const found = import.meta.glob<{ slice: Slice }>('./slices/*/index.ts', { eager: true })

export const slices: readonly Slice[] = Object.values(found).map((module) => module.slice)

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    permission?: string
    /** Seen without signing in. */
    open?: boolean
    /** The page of the menu that it belongs to, where its address does not say so. */
    menu?: string
    /** The till and papers use the whole window. */
    bare?: boolean
  }
}
