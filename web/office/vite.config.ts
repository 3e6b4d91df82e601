// Build of the office app (desktop and till). Its `dist` is what the binary embeds under /office/.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { handbook } from './handbook.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  base: '/office/',
  plugins: [vue(), handbook(here('../../docs/handbook'))],
  resolve: { alias: { '@shared': here('../shared'), '@': here('./src') } },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: {
    // 360, 奇安信 and Windows 7 machines stop at Chromium 109.
    target: 'chrome109',
    cssTarget: 'chrome109',
    outDir: here('./dist'),
    emptyOutDir: true,
    manifest: true,
  },
  server: { port: 5173, fs: { allow: [here('..'), here('../../docs')] }, proxy: { '/api': 'http://127.0.0.1:8080' } },
})
