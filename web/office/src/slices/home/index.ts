// Home: what needs me today.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'home',
  words,
  routes: [{ path: '/', name: 'home', component: () => import('./Home.vue'), meta: { title: 'home.nav' } }],
  nav: [{ to: 'home', word: 'home.nav', group: 'today', order: 0 }],
}
