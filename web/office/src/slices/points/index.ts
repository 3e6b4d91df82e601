// Collection points in the office: what is owed for produce, payment lists, purchases of growers and their invoices.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'points',
  words,
  routes: [
    { path: '/books/:outlet(\\d+)/owed', name: 'book-owed', component: () => import('./Owed.vue'), meta: { title: 'points.owed', permission: 'ledger.read' } },
    { path: '/books/:outlet(\\d+)/growers', name: 'book-growers', component: () => import('./Growers.vue'), meta: { title: 'points.growers', permission: 'ledger.read' } },
    { path: '/points-owed', name: 'points-owed', component: () => import('./PointsOwed.vue'), meta: { title: 'points.county', permission: 'ledger.read' } },
    { path: '/payment-lists', name: 'payment-lists', component: () => import('./PaymentLists.vue'), meta: { title: 'points.lists', permission: 'ledger.read' } },
    { path: '/payment-lists/:list(\\d+)', name: 'payment-list', component: () => import('./PaymentList.vue'), meta: { title: 'points.lists', permission: 'ledger.read' } },
  ],
  nav: [
    { to: 'points-owed', word: 'points.county', group: 'shops', permission: 'ledger.read', countyWide: true, order: 24 },
    { to: 'payment-lists', word: 'points.lists', group: 'shops', permission: 'ledger.read', order: 26 },
  ],
}
