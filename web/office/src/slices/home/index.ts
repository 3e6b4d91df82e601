// Home: what needs me today. A worker has one thing here, and starts with it: the voucher.
import { session } from '@/shell/session'
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'home',
  words,
  routes: [{ path: '/', name: 'home', component: () => import('./Home.vue'), meta: { title: 'home.nav' }, beforeEnter: () => (session.now?.post.role === 'worker' ? { name: 'wallet' } : true) }],
  nav: [{ to: 'home', word: 'home.nav', group: 'today', order: 0 }],
}
