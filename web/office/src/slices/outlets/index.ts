// Outlets: register, authorisations and their acts, help, exceptions, refusals to cooperate.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'outlets',
  words,
  routes: [
    { path: '/outlets', name: 'outlets', component: () => import('./Outlets.vue'), meta: { title: 'outlets.title', permission: 'outlet.read' } },
    { path: '/outlets/revocations', name: 'revocations', component: () => import('./Revocations.vue'), meta: { title: 'outlets.revocation.title', permission: 'outlet.read' } },
    { path: '/outlets/help', name: 'help', component: () => import('./Help.vue'), meta: { title: 'outlets.help.county', permission: 'outlet.read' } },
    { path: '/outlets/:id(\\d+)', name: 'outlet', component: () => import('./Outlet.vue'), meta: { title: 'outlets.one', permission: 'outlet.read' } },
  ],
  nav: [
    { to: 'outlets', word: 'outlets.title', group: 'shops', permission: 'outlet.read', order: 10 },
    { to: 'help', word: 'outlets.help.county', group: 'shops', permission: 'outlet.manage', order: 50 },
    { to: 'revocations', word: 'outlets.revocation.title', group: 'shops', permission: 'outlet.authorise', order: 60 },
  ],
}
