// A simulated county's year on the real binary, and its people signed in.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPage } from './browser.mjs'
import { BINARY, startServer } from './server.mjs'

const PASSWORD = 'simulated-county'

/** `scale` of a year's sales; `stop()` ends the server and removes the data. */
export async function startDemo(scale = '0.02') {
  const data = mkdtempSync(join(tmpdir(), 'huoshui-demo-'))
  const made = spawnSync(BINARY, ['demo', '--data', data, '--scale', scale], { encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
  const server = await startServer([], data)
  const stop = async () => {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}

/** One of the demo's people at the first page of the office. */
export async function signIn(browser, url, login, { width = 1440, height = 900, prefs } = {}) {
  const opened = await openPage(browser, { width, height, prefs: { theme: 'light', ...prefs } })
  const made = await opened.context.request.post(`${url}/api/v1/session`, { data: { login, password: PASSWORD } })
  assert.ok(made.ok(), `${login} signs in`)
  await opened.page.goto(`${url}/office/`)
  await opened.page.locator('main h1').first().waitFor()
  return opened
}
