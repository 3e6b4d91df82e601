// Serves the gallery to the browser tests.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  publicDir: here('../../office/public'),
  plugins: [vue()],
  resolve: { alias: { '@shared': here('../../shared'), '@': here('../../office/src') } },
  build: { target: 'chrome109', cssTarget: 'chrome109', outDir: here('./dist'), emptyOutDir: true },
})
