// Runs the browser tests, one file after the other. `npm run e2e [part of a name]`.
// Kit tests need a Chromium only; the others start the binary (HUOSHUI_BIN, else ../target/debug/huoshui).
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const wanted = process.argv[2] ?? ''
const files = readdirSync('e2e').filter((name) => name.endsWith('.e2e.mjs') && name.includes(wanted)).map((name) => `e2e/${name}`)
if (files.length === 0) {
  console.error(`no browser test matches "${wanted}"`)
  process.exit(2)
}
process.exit(spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], { stdio: 'inherit' }).status ?? 1)
