// Supply: crops and their villages, what is reported, who reported, what does not sell, whom to ask and what was advised.
import type { RouteRecordRaw } from 'vue-router'
import type { Slice } from '@/slices'
import { words } from './words'

const page = (path: string, name: string, title: string, component: RouteRecordRaw['component'], permission = 'supply.read'): RouteRecordRaw =>
  ({ path, name, component, meta: { title: `supply.${title}`, permission } }) as RouteRecordRaw

export const slice: Slice = {
  noun: 'supply',
  words,
  routes: [
    page('/supply', 'supply', 'entry.title', () => import('./Supply.vue'), 'supply.report'),
    page('/supply-reports', 'supply-reports', 'report.title', () => import('./Reports.vue')),
    page('/reporting', 'reporting', 'reporting.title', () => import('./Reporting.vue')),
    page('/survey-rounds', 'survey-rounds', 'round.title', () => import('./Rounds.vue')),
    page('/survey-rounds/:id(\\d+)', 'survey-round', 'round.one', () => import('./Round.vue')),
    page('/report-exceptions', 'report-exceptions', 'exception.title', () => import('./Exceptions.vue')),
    page('/unsalable-reports', 'unsalable-reports', 'unsalable.title', () => import('./Unsalables.vue')),
    page('/unsalable-reports/:id(\\d+)', 'unsalable-report', 'unsalable.one', () => import('./Unsalable.vue')),
    page('/unsalable-hints', 'unsalable-hints', 'hint.title', () => import('./Hints.vue'), 'silence.read'),
    page('/advice', 'advice', 'advice.title', () => import('./Advice.vue')),
    page('/helplines', 'helplines', 'helpline.title', () => import('./Helplines.vue')),
    page('/bases', 'bases', 'base.title', () => import('./Bases.vue')),
    page('/bases/:id(\\d+)', 'base', 'base.one', () => import('./Base.vue')),
    page('/crops', 'crops', 'crop.title', () => import('./Crops.vue')),
    page('/crops/:id(\\d+)', 'crop', 'crop.one', () => import('./Crop.vue')),
  ],
  nav: [
    { to: 'supply', word: 'supply.entry.title', group: 'supply', permission: 'supply.report', within: true, order: 10 },
    { to: 'supply-reports', word: 'supply.report.title', group: 'supply', permission: 'supply.read', order: 20 },
    { to: 'reporting', word: 'supply.reporting.title', group: 'supply', permission: 'supply.read', order: 30 },
    { to: 'survey-rounds', word: 'supply.round.title', group: 'supply', permission: 'supply.read', order: 35 },
    { to: 'unsalable-reports', word: 'supply.unsalable.title', group: 'supply', permission: 'supply.read', order: 40 },
    { to: 'unsalable-hints', word: 'supply.hint.title', group: 'supply', permission: 'silence.read', order: 45 },
    { to: 'advice', word: 'supply.advice.title', group: 'supply', permission: 'supply.read', order: 47 },
    { to: 'helplines', word: 'supply.helpline.title', group: 'supply', permission: 'supply.read', order: 48 },
    { to: 'bases', word: 'supply.base.title', group: 'supply', permission: 'supply.read', order: 49 },
    { to: 'crops', word: 'supply.crop.title', group: 'supply', permission: 'supply.read', order: 50 },
  ],
}
