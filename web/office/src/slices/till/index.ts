// The till, and what a shop does around it: returns, shifts and closing, prices.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'till',
  words,
  routes: [
    { path: '/till', name: 'till', component: () => import('./TillPage.vue'), meta: { title: 'till.title', permission: 'till.sell', bare: true } },
    { path: '/till/returns/:seq?', name: 'till-returns', component: () => import('./Returns.vue'), meta: { title: 'till.back.title', permission: 'till.sell' } },
    { path: '/till/closing', name: 'till-closing', component: () => import('./Closing.vue'), meta: { title: 'till.closing.title', permission: 'till.sell' } },
    { path: '/till/prices', name: 'till-prices', component: () => import('./Prices.vue'), meta: { title: 'till.prices.title', permission: 'ledger.import' } },
    { path: '/till/scale', name: 'till-scale', component: () => import('./Scale.vue'), meta: { title: 'till.scale.title', permission: 'ledger.import', menu: 'till-prices' } },
  ],
  nav: [
    { to: 'till', word: 'till.title', group: 'shops', permission: 'till.sell', order: 10 },
    { to: 'till-returns', word: 'till.back.title', group: 'shops', permission: 'till.sell', order: 11 },
    { to: 'till-closing', word: 'till.closing.title', group: 'shops', permission: 'till.sell', order: 12 },
    // A village point writes a book too, but has no till: prices are for whoever runs a shop.
    { to: 'till-prices', word: 'till.prices.title', group: 'shops', permission: 'ledger.import', order: 13 },
  ],
}
