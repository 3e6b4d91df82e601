// Books: entries, lines, stock, lots, totals, consignments, imports; closed periods; what pavilions have goods of.
import type { RouteRecordRaw } from 'vue-router'
import type { Slice } from '@/slices'
import { words } from './words'

const part = (path: string, name: string, component: () => Promise<unknown>, permission = 'ledger.read'): RouteRecordRaw =>
  ({ path: `/books/:outlet(\\d+)${path}`, name: `book-${name}`, component: component as never, meta: { title: `ledger.part.${name}`, permission } })

export const slice: Slice = {
  noun: 'ledger',
  words,
  routes: [
    { path: '/books', name: 'books', component: () => import('./Books.vue'), meta: { title: 'ledger.books', permission: 'ledger.read' } },
    part('', 'entries', () => import('./Entries.vue')),
    part('/entries/:seq(\\d+)', 'entry', () => import('./Entry.vue')),
    part('/lines', 'lines', () => import('./Lines.vue')),
    part('/stock', 'stock', () => import('./Stock.vue')),
    part('/lots', 'lots', () => import('./Lots.vue')),
    part('/totals', 'totals', () => import('./Totals.vue')),
    part('/consignments', 'consignments', () => import('./Consignments.vue')),
    part('/imports', 'imports', () => import('./Imports.vue')),
    part('/imports/:import(\\d+)', 'import', () => import('./Import.vue')),
    part('/days', 'days', () => import('./Days.vue')),
    part('/new/:kind(purchase|wholesale|live|loss|donation|count|transfer|repack|consignment|settlement|opening)', 'new', () => import('./NewEntry.vue'), 'ledger.write'),
    { path: '/periods', name: 'periods', component: () => import('./Periods.vue'), meta: { title: 'ledger.period.title', permission: 'ledger.read' } },
    { path: '/goods-coverage', name: 'goods-coverage', component: () => import('./Coverage.vue'), meta: { title: 'ledger.coverage.title', permission: 'ledger.read' } },
  ],
  nav: [
    { to: 'books', word: 'ledger.books', group: 'shops', permission: 'ledger.read', order: 20 },
    { to: 'goods-coverage', word: 'ledger.coverage.title', group: 'shops', permission: 'ledger.read', countyWide: true, order: 40 },
    { to: 'periods', word: 'ledger.period.title', group: 'year', permission: 'assessment.read', order: 60 },
  ],
}
