// Start of the field app: tokens, Vant's sheets of just what is used, our own over them, then the shell.
import '@shared/tokens.css'
import '@shared/styles/base.css'
import 'vant/es/style/base.css'
import 'vant/es/loading/index.css'
import 'vant/es/button/index.css'
import 'vant/es/cell/index.css'
import 'vant/es/field/index.css'
import 'vant/es/tag/index.css'
import 'vant/es/overlay/index.css'
import 'vant/es/popup/index.css'
import 'vant/es/dialog/index.css'
import './look.css'
import './field.css'
import { createApp } from 'vue'
import './look'
import App from './App.vue'
import { isFull, mishap } from './lib/mishap'
import { tell } from './notice'

const app = createApp(App)
/** A mistake that no page waited for is said, never swallowed. */
app.config.errorHandler = (caught) => {
  console.error(caught)
  tell(mishap(caught))
}
// A draft or list that no longer fits is kept behind the person's back, where Vue does not see it.
addEventListener('unhandledrejection', ({ reason }) => { if (isFull(reason)) tell(mishap(reason)) })
app.mount('#app')
