// Prints the bytes (gzip) that each page of the office loads first: start page, entry and its imports, the page's
// own chunk and sheets; and those of the field app, which loads all it has at once. `npm run size`, after `npm run build`; `--json` for a machine; exits 1 over the ceiling.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const CEILING = 330 * 1024
const FIELD_CEILING = 150 * 1024
const dist = new URL('../office/dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const bytes = new Map()
const size = (file) => {
  if (!bytes.has(file)) bytes.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length)
  return bytes.get(file)
}

/** Files of a chunk and of all it imports at once. */
function files(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const css of chunk.css ?? []) found.add(css)
  for (const next of chunk.imports ?? []) files(next, found)
  return found
}

const start = ['index.html', 'start.js', ...files('index.html'), ...files('../node_modules/element-plus/es/locale/lang/zh-cn.mjs')]
const pages = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && key.startsWith('src/'))
const rows = [['(start)', start], ...pages.map((key) => [key, [...start, ...files(key)]])]
  .map(([page, all]) => ({ page, gzip_bytes: [...new Set(all)].reduce((sum, file) => sum + size(file), 0) }))
const field = new URL('../field/dist/', import.meta.url)
// Pictures are for the home screen; the page itself shows none.
const parts = readdirSync(field, { recursive: true }).filter((name) => /\.(html|js|css|webmanifest)$/.test(name))
rows.push({ page: '(field)', gzip_bytes: parts.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, field)), { level: 9 }).length, 0) })
if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
else for (const row of rows) console.log(`${String(row.gzip_bytes).padStart(8)}  ${row.page}`)
const ceiling = (row) => (row.page === '(field)' ? FIELD_CEILING : CEILING)
const over = rows.filter((row) => row.gzip_bytes > ceiling(row))
for (const row of over) console.error(`${row.page} is over ${ceiling(row)} bytes`)
process.exit(over.length === 0 ? 0 : 1)
