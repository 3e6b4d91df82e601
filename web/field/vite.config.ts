// Build of the field app (village phones). Its `dist` is what the binary embeds under /field/, and all of it is what
// the service worker keeps on the phone.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { worker } from './worker.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  base: '/field/',
  plugins: [vue(), worker(here('./sw.js'))],
  resolve: { alias: { '@shared': here('../shared'), '@field': here('./src') } },
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    // Phones of 2016 whose browser stopped at Chromium 80.
    target: 'chrome80',
    cssTarget: 'chrome80',
    outDir: here('./dist'),
    emptyOutDir: true,
    // One file of code and one sheet: all of it is kept on the phone anyway.
    cssCodeSplit: false,
    modulePreload: false,
  },
  server: { port: 5174, fs: { allow: [here('..')] }, proxy: { '/api': 'http://127.0.0.1:8080' } },
})
