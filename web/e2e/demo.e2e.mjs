// A simulated year, walked as each post walks it: every page of the navigation, desk and phone, both languages.
// SHOTS=folder keeps the pictures; PICTURES=1 renews those of README and handbook.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage } from './lib/browser.mjs'
import { BINARY, startServer } from './lib/server.mjs'

const LOGINS = ['office', 'admin', 'manager1', 'clerk1', 'union1']
const LOOKS = [{ width: 1440, lang: 'zh-CN' }, { width: 390, lang: 'en' }]
const PASSWORD = 'simulated-county'
const shots = process.env.SHOTS

let server, browser, data
before(async () => {
  data = mkdtempSync(join(tmpdir(), 'huoshui-demo-'))
  const made = spawnSync(BINARY, ['demo', '--data', data, '--scale', process.env.DEMO_SCALE ?? '0.02'], { encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
  server = await startServer([], data)
  browser = await launch()
  if (shots) mkdirSync(shots, { recursive: true })
})
after(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(data, { recursive: true, force: true })
})

async function signIn(login, look) {
  const opened = await openPage(browser, { width: look.width, prefs: { theme: 'light', lang: look.lang } })
  const made = await opened.context.request.post(`${server.url}/api/v1/session`, { data: { login, password: PASSWORD } })
  assert.ok(made.ok(), `${login} signs in`)
  await opened.page.goto(`${server.url}/office/`)
  await opened.page.locator('main h1').first().waitFor()
  return opened
}

/** Every address that the navigation offers to this post. */
const addresses = (page) => page.evaluate(() => [...new Set([...document.querySelectorAll('nav a[href^="/office/"]')].map((a) => a.getAttribute('href')))])

for (const login of LOGINS) {
  test(`${login} opens every page of the navigation`, async () => {
    for (const look of LOOKS) {
      const { page, errors, context } = await signIn(login, { width: 1440, lang: look.lang })
      const all = await addresses(page)
      assert.ok(all.length >= 2, `${login} has pages: ${all}`)
      await page.setViewportSize({ width: look.width, height: 900 })
      for (const address of all) {
        await page.goto(server.url + address)
        await page.waitForLoadState('networkidle')
        const where = `${login} ${address} ${look.width} ${look.lang}`
        const title = await page.locator('main h1, .till h1').first().innerText({ timeout: 5000 }).catch(() => '')
        assert.ok(title.trim(), `${where}: a heading`)
        assert.ok(await page.getByText(/模拟数据|simulated/i).first().isVisible(), `${where}: marked as simulated`)
        if (shots) await page.screenshot({ path: join(shots, `${login}${address.replace('/office', '').replaceAll('/', '-')}-${look.width}.png`) })
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        assert.ok(wide <= 0, `${where}: ${wide} px too wide`)
        if (look.width > 1000) assert.deepEqual(await violations(page), [], where)
      }
      assert.deepEqual(errors.filter((line) => !/status of 40[134]/.test(line)), [], login)
      await context.close()
    }
  })
}

test('the settlement opens from the clause to the finding and its explanation', async () => {
  const { page, errors, context } = await signIn('office', { width: 1440, lang: 'zh-CN' })
  await page.goto(`${server.url}/office/settlements/2026`)
  await page.getByText('销售奖补').first().waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: '../docs/images/settlement.png' })
  const settled = await (await context.request.get(`${server.url}/api/v1/settlements/2026/findings?limit=1&outcome=award`)).json()
  assert.equal(settled.items.length, 1)
  const [finding] = settled.items
  await page.goto(`${server.url}/office/settlements/2026/findings/${finding.subject}/${finding.rule}`)
  await page.getByText('300,000.00').first().waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: '../docs/images/finding.png' })
  assert.deepEqual(await violations(page), [])
  assert.deepEqual(errors, [])
  await context.close()
})
