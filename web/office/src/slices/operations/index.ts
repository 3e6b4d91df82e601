// Looking after the server: backups now, and those of the night.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'operations',
  words,
  routes: [{ path: '/backups', name: 'backups', component: () => import('./Backups.vue'), meta: { title: 'operations.title', permission: 'backup' } }],
  nav: [{ to: 'backups', word: 'operations.title', group: 'county', permission: 'backup', order: 90 }],
}
