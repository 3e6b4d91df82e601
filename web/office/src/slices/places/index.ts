// Divisions, their names and qualities, who holds the four posts where.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'places',
  words,
  routes: [
    { path: '/places', name: 'places', component: () => import('./Divisions.vue'), meta: { title: 'places.title', permission: 'places.read' } },
    { path: '/places/coverage', name: 'coverage', component: () => import('./Coverage.vue'), meta: { title: 'places.coverage.title', permission: 'places.read' } },
    { path: '/places/counts', name: 'division-counts', component: () => import('./Counts.vue'), meta: { title: 'places.counts.title', permission: 'places.read' } },
    { path: '/places/holidays', name: 'holidays', component: () => import('./Holidays.vue'), meta: { title: 'places.holidays.title', permission: 'places.read' } },
    { path: '/places/:id(\\d+)', name: 'division', component: () => import('./Division.vue'), meta: { title: 'places.one', permission: 'places.read' } },
  ],
  nav: [
    { to: 'places', word: 'places.title', group: 'county', permission: 'places.read', order: 1 },
    { to: 'coverage', word: 'places.coverage.title', group: 'county', permission: 'places.read', notFor: ['outlet', 'producer', 'unit'], order: 2 },
    { to: 'division-counts', word: 'places.counts.title', group: 'county', permission: 'places.read', order: 3 },
    { to: 'holidays', word: 'places.holidays.title', group: 'county', permission: 'places.read', order: 4 },
  ],
}
