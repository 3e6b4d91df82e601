// The policy: every rule beside the wording that it was read from, with our readings.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'policy',
  words,
  routes: [
    { path: '/policies', name: 'policies', component: () => import('./Policies.vue'), meta: { title: 'policy.title', permission: 'policy.read' } },
    { path: '/policies/:id', name: 'policy', component: () => import('./Policy.vue'), meta: { title: 'policy.one', permission: 'policy.read' } },
  ],
  nav: [{ to: 'policies', word: 'policy.title', group: 'county', permission: 'policy.read', order: 70 }],
}
