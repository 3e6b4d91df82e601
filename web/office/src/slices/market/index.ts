// The market: what buyers want, plans that bring it together with what villages have, offers that both sides agree to;
// contracts with what was delivered on them, prices of the market, fairs.
import type { Slice } from '@/slices'
import { words } from './words'

const read = (title: string) => ({ title: `market.${title}`, permission: 'market.read' })

export const slice: Slice = {
  noun: 'market',
  words,
  routes: [
    { path: '/demands', name: 'demands', component: () => import('./Demands.vue'), meta: read('demand.title') },
    { path: '/matching-runs', name: 'matching-runs', component: () => import('./Runs.vue'), meta: read('run.title') },
    { path: '/matching-runs/new', name: 'matching-plan', component: () => import('./Plan.vue'), meta: { title: 'market.plan.title', permission: 'market.manage' } },
    { path: '/matching-runs/:run(\\d+)', name: 'matching-run', component: () => import('./Run.vue'), meta: read('run.one') },
    { path: '/offers', name: 'offers', component: () => import('./Offers.vue'), meta: { title: 'market.offer.title', permission: 'offer.read' } },
    { path: '/offers/:offer(\\d+)', name: 'offer', component: () => import('./Offer.vue'), meta: { title: 'market.offer.one', permission: 'offer.read' } },
    { path: '/contracts', name: 'contracts', component: () => import('./Contracts.vue'), meta: { title: 'market.contract.title', permission: 'offer.read' } },
    { path: '/contracts/new', name: 'contract-signing', component: () => import('./SignContract.vue'), meta: { title: 'market.contract.sign', permission: 'contract.write' } },
    { path: '/contracts/:contract(\\d+)', name: 'contract', component: () => import('./Contract.vue'), meta: { title: 'market.contract.one', permission: 'offer.read' } },
    { path: '/collection-runs', name: 'collection-runs', component: () => import('./Collections.vue'), meta: read('collecting.title') },
    { path: '/collection-runs/new', name: 'collection-plan', component: () => import('./PlanCollections.vue'), meta: { title: 'market.collecting.begin', permission: 'contract.write' } },
    { path: '/collection-runs/:run(\\d+)', name: 'collection-run', component: () => import('./Collection.vue'), meta: read('collecting.one') },
    { path: '/fairs', name: 'fairs', component: () => import('./Fairs.vue'), meta: read('fair.title') },
    { path: '/fairs/:fair(\\d+)', name: 'fair', component: () => import('./Fair.vue'), meta: read('fair.one') },
    { path: '/campaigns', name: 'campaigns', component: () => import('./Campaigns.vue'), meta: read('campaign.title') },
    { path: '/campaigns/:campaign(\\d+)', name: 'campaign', component: () => import('./Campaign.vue'), meta: read('campaign.one') },
    { path: '/campaigns/:campaign(\\d+)/pledges/:pledge(\\d+)', name: 'pledge', component: () => import('./Pledge.vue'), meta: read('pledge.one') },
    { path: '/price-samples', name: 'price-samples', component: () => import('./Samples.vue'), meta: read('sample.title') },
    { path: '/pairings', name: 'pairings', component: () => import('./Pairings.vue'), meta: read('pairing.title') },
    { path: '/transport-costs', name: 'transport-costs', component: () => import('./Transport.vue'), meta: read('transport.title') },
  ],
  // A plan and its ways speak of the whole county; a buyer and a village see what was sent to them.
  nav: [
    { to: 'demands', word: 'market.demand.title', group: 'market', permission: 'market.read', order: 10 },
    { to: 'pairings', word: 'market.pairing.title', group: 'market', permission: 'market.read', order: 15 },
    { to: 'matching-runs', word: 'market.run.title', group: 'market', permission: 'market.read', countyWide: true, order: 20 },
    { to: 'offers', word: 'market.offer.title', group: 'market', permission: 'offer.read', order: 30 },
    { to: 'contracts', word: 'market.contract.title', group: 'market', permission: 'offer.read', order: 40 },
    { to: 'collection-runs', word: 'market.collecting.title', group: 'market', permission: 'market.read', order: 42 },
    { to: 'campaigns', word: 'market.campaign.title', group: 'market', permission: 'market.read', order: 45 },
    { to: 'fairs', word: 'market.fair.title', group: 'market', permission: 'market.read', order: 50 },
    { to: 'price-samples', word: 'market.sample.title', group: 'market', permission: 'market.read', order: 60 },
    { to: 'transport-costs', word: 'market.transport.title', group: 'market', permission: 'market.read', countyWide: true, order: 70 },
  ],
}
