// People, posts, hand-overs, the audit trail, programs' tokens.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'identity',
  words,
  routes: [
    { path: '/people', name: 'people', component: () => import('./People.vue'), meta: { title: 'identity.people', permission: 'people.read' } },
    { path: '/people/invitations', name: 'invitations', component: () => import('./Invitations.vue'), meta: { title: 'identity.many.title', permission: 'people.manage' } },
    { path: '/people/slips', name: 'slips', component: () => import('./Slips.vue'), meta: { title: 'identity.slip.slips', permission: 'people.manage' } },
    { path: '/people/:id(\\d+)', name: 'person', component: () => import('./Person.vue'), meta: { title: 'identity.person', permission: 'people.read' } },
    { path: '/posts', name: 'posts', component: () => import('./Posts.vue'), meta: { title: 'identity.posts', permission: 'people.read' } },
    { path: '/posts/code-card', name: 'code-card', component: () => import('./CodeCard.vue'), meta: { title: 'identity.card.print_title', permission: 'device.hand_out' } },
    { path: '/handovers', name: 'handovers', component: () => import('./Handovers.vue'), meta: { title: 'identity.handover.title' } },
    { path: '/audit', name: 'audit', component: () => import('./Audit.vue'), meta: { title: 'identity.audit.title', permission: 'audit.read' } },
    { path: '/tokens', name: 'tokens', component: () => import('./Tokens.vue'), meta: { title: 'identity.token.title' } },
  ],
  nav: [
    { to: 'people', word: 'identity.people', group: 'county', permission: 'people.read', order: 10 },
    { to: 'posts', word: 'identity.posts', group: 'county', permission: 'people.read', order: 11 },
    { to: 'handovers', word: 'identity.handover.title', group: 'county', permission: 'people.read', order: 12 },
    { to: 'audit', word: 'identity.audit.title', group: 'county', permission: 'audit.read', order: 80 },
  ],
}
