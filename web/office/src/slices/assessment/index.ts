// Settlement of a year: findings with their explanations, measures, comparison, freezing.
import type { Slice } from '@/slices'
import { words } from './words'

const read = (title: string) => ({ title: `assessment.${title}`, permission: 'assessment.read' })

export const slice: Slice = {
  noun: 'assessment',
  words,
  routes: [
    { path: '/settlements', name: 'settlements', component: () => import('./Settlements.vue'), meta: read('title') },
    { path: '/settlements/:year(\\d{4})', name: 'settlement', component: () => import('./Settlement.vue'), meta: read('title') },
    { path: '/settlements/:year(\\d{4})/findings/:subject/:rule', name: 'finding', component: () => import('./Finding.vue'), meta: read('findings') },
    { path: '/settlements/:year(\\d{4})/measures', name: 'measures', component: () => import('./Measures.vue'), meta: read('measures') },
    { path: '/settlements/:year(\\d{4})/measures/:subject(f\\d+)/reports', name: 'measure-reports', component: () => import('./MeasureReports.vue'), meta: read('checked_reports') },
    { path: '/settlements/:year(\\d{4})/measures/:subject(f\\d+)/promotion', name: 'measure-promotion', component: () => import('./MeasurePromotion.vue'), meta: read('promotion_parts') },
    { path: '/settlements/:year(\\d{4})/measures/:subject/:measure', name: 'measure-lines', component: () => import('./MeasureLines.vue'), meta: read('measures') },
    { path: '/settlements/:year(\\d{4})/comparison', name: 'comparison', component: () => import('./Compare.vue'), meta: read('compare') },
    { path: '/settlements/:year(\\d{4})/rerun', name: 'rerun', component: () => import('./Rerun.vue'), meta: read('rerun') },
    { path: '/opening-totals', name: 'opening-totals', component: () => import('./Openings.vue'), meta: read('opening.title') },
    { path: '/opening-totals/:measure([a-z_]+)', name: 'opening-parts', component: () => import('./OpeningParts.vue'), meta: read('opening.counted') },
  ],
  nav: [
    { to: 'settlements', word: 'assessment.title', group: 'year', permission: 'assessment.read', order: 10 },
    { to: 'opening-totals', word: 'assessment.opening.title', group: 'year', permission: 'assessment.read', order: 20 },
  ],
}
