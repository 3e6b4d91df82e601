// Runs the browser tests, one file after the other. `npm run e2e [part of a name]`; `npm run e2e -- --old` runs the
// stories of office and till on Chromium 109, and that of the field app on Chromium 80: the oldest engines that they
// promise to work on.
// Kit tests need a Chromium only; the others start the binary (HUOSHUI_BIN, else what Cargo built last).
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { oldChromium } from '../scripts/old-chromium.mjs'

/** Sign-in and lists, certification, an import, the settlement, a day at the till, tables and forms. */
const OLD = ['first-days', 'catalogue', 'import', 'settlement', 'till', 'kit', 'field-old']

const old = process.argv.includes('--old')
const wanted = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? ''
const files = readdirSync('e2e').filter((name) => name.endsWith('.e2e.mjs') && name.includes(wanted))
  .filter((name) => !old || OLD.includes(name.replace('.e2e.mjs', ''))).map((name) => `e2e/${name}`)
if (files.length === 0) {
  console.error(`no browser test matches "${wanted}"`)
  process.exit(2)
}
const env = { ...process.env }
if (old) {
  delete env.PICTURES
  try {
    env.HUOSHUI_CHROMIUM = oldChromium()
    env.HUOSHUI_CHROMIUM_80 = oldChromium(80)
  } catch (problem) {
    console.error(problem.message)
    process.exit(1)
  }
}
process.exit(spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], { stdio: 'inherit', env }).status ?? 1)
