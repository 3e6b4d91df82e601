// Unit tests of the kit, the library, the till and the field app; no browser, no server.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@shared': here('./shared'), '@field': here('./field/src'), '@': here('./office/src') } },
  test: {
    root: here('.'),
    include: ['shared/**/*.spec.ts', 'office/src/**/*.spec.ts', 'field/src/**/*.spec.ts'],
    environment: 'jsdom',
    css: false,
    server: { deps: { inline: ['element-plus'] } },
  },
})
