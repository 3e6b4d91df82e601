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

createApp(App).mount('#app')
