// Drives Chromium 80 over its debugging pipe: Playwright asks for things that it does not know yet.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-software-rasterizer', '--no-first-run', '--disable-sync', '--disable-background-networking', '--window-size=390,844', '--remote-debugging-pipe']
const PATIENCE_MS = 15_000

/** Removes a profile: the engine's helper processes outlive it by a moment and still write there. */
async function removed(profile) {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      return rmSync(profile, { recursive: true, force: true })
    } catch (problem) {
      if (problem.code !== 'ENOTEMPTY' || Date.now() > end) throw problem
      await new Promise((done) => setTimeout(done, 100))
    }
  }
}

/** A page of the old engine. Everything in it is done by functions that run there. */
export async function oldPage(binary) {
  const profile = mkdtempSync(join(tmpdir(), 'huoshui-old-'))
  const child = spawn(binary, [...ARGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const [, , , input, output] = child.stdio
  const waiting = new Map()
  const errors = []
  let [last, rest] = [0, '']
  output.on('data', (chunk) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop()
    for (const part of parts) heard(JSON.parse(part))
  })
  function heard({ id, result, error, method, params }) {
    if (method === 'Runtime.exceptionThrown') errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text)
    const open = waiting.get(id)
    if (!open) return
    waiting.delete(id)
    if (error) open.fail(new Error(`${error.message} ${error.data ?? ''}`))
    else open.done(result)
  }
  const send = (method, params = {}, sessionId = undefined) => new Promise((done, fail) => {
    last += 1
    waiting.set(last, { done, fail })
    input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
  })

  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const page = (method, params) => send(method, params, sessionId)
  for (const domain of ['Page', 'Runtime', 'Network']) await page(`${domain}.enable`)
  await page('Emulation.setDeviceMetricsOverride', { width: 390, height: 844, deviceScaleFactor: 1, mobile: true })

  /** What a function gives that runs in the page. */
  async function run(work, ...args) {
    const { result, exceptionDetails } = await page('Runtime.evaluate', { expression: `(${work})(...${JSON.stringify(args)})`, awaitPromise: true, returnByValue: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
  async function until(work, ...args) {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      const found = await run(work, ...args).catch(() => null)
      if (found) return found
      if (Date.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${work} ${args}\n${await run(() => document.body.innerText).catch(String)}\n${errors}`)
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  const shown = (text) => until((t) => document.body.innerText.includes(t), text)
  /** Clicks the button, link or chip of this text. */
  const press = (text) => until((t) => {
    const found = [...document.querySelectorAll('button, a, label')].find((one) => one.innerText.trim() === t)
    if (found) (found.querySelector('input') || found).click()
    return Boolean(found)
  }, text)
  /** Types into the field of this label. */
  const fill = (label, text) => until((l, t) => {
    const found = [...document.querySelectorAll('label')].find((one) => one.innerText.trim().startsWith(l) && one.htmlFor)
    const field = found && document.getElementById(found.htmlFor)
    if (field) { field.value = t; field.dispatchEvent(new Event('input', { bubbles: true })) }
    return Boolean(field)
  }, label, text)
  const offline = (on) => page('Network.emulateNetworkConditions', { offline: on, latency: 0, downloadThroughput: -1, uploadThroughput: -1 })
  const picture = async () => Buffer.from((await page('Page.captureScreenshot')).data, 'base64')
  async function close() {
    child.kill('SIGKILL')
    await new Promise((done) => child.once('exit', done))
    await removed(profile)
  }
  return { goto: (url) => page('Page.navigate', { url }), reload: () => page('Page.reload'), run, until, shown, press, fill, offline, picture, errors, close }
}
