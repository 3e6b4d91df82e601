// Producers, households, employment, certification, products and their badges.
import type { RouteRecordRaw } from 'vue-router'
import type { Slice } from '@/slices'
import { words } from './words'

const page = (path: string, name: string, title: string, permission: string, component: RouteRecordRaw['component']): RouteRecordRaw =>
  ({ path, name, component, meta: { title: `catalogue.${title}`, permission } }) as RouteRecordRaw

export const slice: Slice = {
  noun: 'catalogue',
  words,
  routes: [
    page('/catalogue/certifications', 'certifications', 'case.title', 'catalogue.read', () => import('./Certifications.vue')),
    page('/catalogue/certifications/:id(\\d+)', 'certification', 'case.one', 'catalogue.read', () => import('./Certification.vue')),
    page('/products', 'products', 'product.title', 'catalogue.read', () => import('./Products.vue')),
    page('/products/:id(\\d+)', 'product', 'product.one', 'catalogue.read', () => import('./Product.vue')),
    page('/producers', 'producers', 'producer.title', 'catalogue.read', () => import('./Producers.vue')),
    page('/producers/:id(\\d+)', 'producer', 'producer.one', 'catalogue.read', () => import('./Producer.vue')),
    page('/households', 'households', 'household.title', 'household.read', () => import('./Households.vue')),
    page('/households/:id(\\d+)', 'household', 'household.one', 'household.read', () => import('./Household.vue')),
    page('/catalogue/brands', 'brands', 'brand.title', 'catalogue.read', () => import('./Brands.vue')),
    page('/catalogue/badges', 'badges', 'badge.title', 'catalogue.read', () => import('./Badges.vue')),
  ],
  nav: [
    { to: 'certifications', word: 'catalogue.case.title', group: 'goods', permission: 'catalogue.read', notFor: ['outlet', 'unit', 'account'], order: 10 },
    { to: 'products', word: 'catalogue.product.title', group: 'goods', permission: 'catalogue.read', order: 20 },
    { to: 'producers', word: 'catalogue.producer.title', group: 'goods', permission: 'catalogue.read', order: 30 },
    { to: 'households', word: 'catalogue.household.title', group: 'goods', permission: 'household.read', order: 40 },
    { to: 'brands', word: 'catalogue.brand.title', group: 'goods', permission: 'catalogue.write', order: 45 },
    { to: 'badges', word: 'catalogue.badge.title', group: 'goods', permission: 'catalogue.write', order: 50 },
  ],
}
