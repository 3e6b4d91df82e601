// Pages of the shell and of all slices, and who may open them. The server checks again; this only spares people
// a page full of refusals.
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw, type Router } from 'vue-router'
import { i18n } from '@shared/i18n'
import { session } from './shell/session'
import { slices } from './slices'

const shellRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('./shell/SignIn.vue'), meta: { open: true, bare: true, title: 'shell.sign_in.title' } },
  { path: '/setup', name: 'set-up', component: () => import('./shell/SetUp.vue'), meta: { open: true, bare: true, title: 'shell.set_up.title' } },
  { path: '/first-sign-in/:link?', name: 'first-sign-in', component: () => import('./shell/FirstSignIn.vue'), meta: { open: true, bare: true, title: 'shell.first.title' } },
  { path: '/handbook/:page*', name: 'handbook', component: () => import('./shell/Handbook.vue'), meta: { title: 'shell.handbook.title' } },
  { path: '/account', name: 'account', component: () => import('./shell/Account.vue'), meta: { title: 'shell.account.title' } },
  { path: '/forbidden', name: 'forbidden', component: () => import('./shell/Forbidden.vue'), meta: { title: 'shell.forbidden.title' } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./shell/NotFound.vue'), meta: { title: 'shell.not_found.title' } },
]

/** Every page of the app; the browser tests walk them all. */
export const routes: readonly RouteRecordRaw[] = [...slices.flatMap((slice) => slice.routes), ...shellRoutes]

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/office/'),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(guard)
  router.afterEach((to) => { document.title = titleOf(to) })
  return router
}

async function guard(to: RouteLocationNormalized) {
  if (to.meta.open) {
    // Nobody has to be signed in here, but a simulated county is marked on these pages too.
    void session.load()
    return true
  }
  await session.load()
  if (session.notSetUp) return { name: 'set-up' }
  if (!session.now) return session.problem ? true : { name: 'sign-in', query: { to: to.fullPath } }
  if (to.meta.permission && !session.can(to.meta.permission)) return { name: 'forbidden', replace: true }
  return true
}

function titleOf(to: RouteLocationNormalized): string {
  const name = session.county?.name
  const app = name ? `活水 · ${name}` : '活水'
  return to.meta.title ? `${i18n.global.t(to.meta.title)} — ${app}` : app
}
