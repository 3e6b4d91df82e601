// Alerts: the inbox of a post, and addresses outside that hear of the same.
import type { Slice } from '@/slices'
import { words } from './words'

export const slice: Slice = {
  noun: 'alerts',
  words,
  routes: [
    { path: '/alerts', name: 'alerts', component: () => import('./Alerts.vue'), meta: { title: 'alerts.title' } },
    { path: '/webhooks', name: 'webhooks', component: () => import('./Webhooks.vue'), meta: { title: 'alerts.webhook.title', permission: 'webhook.manage' } },
    { path: '/webhooks/:webhook(\\d+)', name: 'webhook', component: () => import('./Webhook.vue'), meta: { title: 'alerts.webhook.one', permission: 'webhook.manage' } },
  ],
  nav: [
    { to: 'webhooks', word: 'alerts.webhook.title', group: 'county', permission: 'webhook.manage', order: 85 },
  ],
}
