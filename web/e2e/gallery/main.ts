// The kit on one page, with made-up rows: only for screenshots and accessibility checks, never built into the app.
import '@shared/tokens.css'
import '@shared/styles/base.css'
import '@shared/element'
import '@shared/styles/element.css'
import '@shared/styles/print.css'
import { createApp, h } from 'vue'
import { createRouter, createWebHashHistory, RouterView } from 'vue-router'
import { addWords, i18n } from '@shared/i18n'
import { words as tillWords } from '@/slices/till/words'
import Kit from './Kit.vue'
import TillPage from './TillPage.vue'

addWords('till', tillWords)
const router = createRouter({
  history: createWebHashHistory(),
  routes: [{ path: '/till', component: TillPage }, { path: '/:rest(.*)*', component: Kit }],
})
createApp({ render: () => h(RouterView) }).use(i18n).use(router).mount('#app')
