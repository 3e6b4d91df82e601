// Vouchers: units and workers, programmes and issues, accounts, statements, pay-outs; a worker's own page.
import type { Slice } from '@/slices'
import { words } from './words'

const read = (title: string) => ({ title: `vouchers.${title}`, permission: 'voucher.read' })

export const slice: Slice = {
  noun: 'vouchers',
  words,
  routes: [
    { path: '/units', name: 'units', component: () => import('./Units.vue'), meta: read('units') },
    { path: '/units/:unit(\\d+)', name: 'unit', component: () => import('./Unit.vue'), meta: read('unit') },
    { path: '/units/:unit(\\d+)/roll', name: 'roll', component: () => import('./Roll.vue'), meta: { title: 'vouchers.roll.verb', permission: 'voucher.manage' } },
    { path: '/programmes', name: 'programmes', component: () => import('./Programmes.vue'), meta: read('programmes') },
    { path: '/programmes/:programme(\\d+)', name: 'programme', component: () => import('./Programme.vue'), meta: read('programme') },
    { path: '/accounts/:account(\\d+)', name: 'voucher-account', component: () => import('./Account.vue'), meta: read('account') },
    { path: '/statements', name: 'statements', component: () => import('./Statements.vue'), meta: read('statements') },
    { path: '/statements/:statement(\\d+)', name: 'statement', component: () => import('./Statement.vue'), meta: read('statement') },
    { path: '/payouts', name: 'payouts', component: () => import('./Payouts.vue'), meta: read('payouts') },
    { path: '/payouts/:payout(\\d+)', name: 'payout', component: () => import('./Payout.vue'), meta: read('payout') },
    { path: '/wallet', name: 'wallet', component: () => import('./Wallet.vue'), meta: { title: 'vouchers.wallet', permission: 'voucher.own' } },
  ],
  // Pay-outs speak of the whole county: posts that read settlements see them, unions and shops do not.
  nav: [
    { to: 'wallet', word: 'vouchers.wallet', group: 'today', permission: 'voucher.own', order: 10 },
    { to: 'units', word: 'vouchers.units', group: 'vouchers', permission: 'voucher.read', notFor: ['outlet'], order: 10 },
    { to: 'programmes', word: 'vouchers.programmes', group: 'vouchers', permission: 'voucher.read', notFor: ['outlet'], order: 20 },
    { to: 'statements', word: 'vouchers.statements', group: 'vouchers', permission: 'voucher.read', order: 30 },
    { to: 'payouts', word: 'vouchers.payouts', group: 'vouchers', permission: 'assessment.read', order: 40 },
  ],
}
