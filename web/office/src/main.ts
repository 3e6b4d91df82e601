// Start of the office app: tokens, words of all slices, router, then the shell.
import '@shared/tokens.css'
import '@shared/styles/base.css'
import '@shared/element'
import '@shared/styles/element.css'
import '@shared/styles/print.css'
import { createApp } from 'vue'
import { addWords, i18n } from '@shared/i18n'
import { onSignedOut } from '@shared/api/send'
import { applyTheme } from '@shared/lib/prefs'
import App from './App.vue'
import { makeRouter } from './router'
import { follow } from './shell/news'
import { session } from './shell/session'
import { shellWords } from './shell/words'
import { slices } from './slices'

addWords('shell', shellWords)
for (const slice of slices) addWords(slice.noun, slice.words)
applyTheme()
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme)

const router = makeRouter()
onSignedOut(() => {
  const here = router.currentRoute.value
  session.forget()
  if (!here.meta.open) void router.push({ name: 'sign-in', query: { to: here.fullPath } })
})

follow()
createApp(App).use(i18n).use(router).mount('#app')
