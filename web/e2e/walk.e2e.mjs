// Every page of the app, walked in a simulated year by people who may see it: in both languages, at the desk and on a
// phone. SHOTS=folder keeps the pictures.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { violations } from './lib/axe.mjs'
import { drawn, launch, openPage } from './lib/browser.mjs'
import { signIn, startDemo } from './lib/demo.mjs'
import { crawl, faults, linksOf, routeTable, watch } from './lib/walk.mjs'

/** The ninth shop hands its books in as tables; the others sell at the till. */
const PEOPLE = [
  'office', 'admin', 'manager1', 'clerk1', 'union1', 'finance', 'supervisor1', 'manager9', 'keeper1', 'auditor', 'leader', 'inspector', 'department',
  'guide1', 'officer1', 'producer1', 'buyer1', 'worker1',
]
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
/**
 * The set-up page is of a server without a county; a year is counted again once it is frozen; a played county sends
 * nothing outside (see the story of alerts).
 */
const ELSEWHERE = ['set-up', 'rerun', 'webhook']
const ENTRIES = ['purchase', 'wholesale', 'live', 'loss', 'donation', 'count', 'transfer', 'repack', 'consignment', 'settlement', 'opening']
const shots = process.env.SHOTS

/** Pages that buttons open, by who presses them; `seen` has the addresses found so far. */
const BUTTONS = {
  office: (seen) => ['/account', '/forbidden', '/nowhere', '/tokens', '/opening-totals/sales', '/matching-runs/new', '/contracts/new', '/collection-runs/new', `${seen.get('settlement')}/comparison`,
    ...['reports', 'promotion'].map((of) => `${seen.get('settlement')}/measures/f${village}/${of}`)],
  admin: () => ['/people/invitations', '/people/slips', '/posts/code-card'],
  manager1: () => ['/till/scale', '/books/1/entries/1', ...ENTRIES.map((kind) => `/books/1/new/${kind}`)],
  union1: () => ['/units/1/roll'],
  manager9: () => ['/books/9/imports'],
}
/**
 * A used-up link is what the page of the first sign-in is shown with, a certificate that is none that of the check; the
 * browser says so when it pleases, so a page's own answer may still be spoken of a moment later.
 */
const EXPECTED = /sign-in-links\/gone|status of 410/
const EXPECTED_OF_NOBODY = /certificates\/gone|status of 404/
const inOffice = (path) => (path.startsWith('/office') ? path : `/office${path}`)

let demo, browser, table
/** One that reported. */
let village
before(async () => {
  table = await routeTable()
  demo = await startDemo(process.env.DEMO_SCALE)
  browser = await launch()
  await openRound()
  if (shots) mkdirSync(shots, { recursive: true })
})
after(async () => {
  await browser?.close()
  await demo?.stop()
})

/** The simulated year has no round of surveys: one is opened, so that its page is walked too. */
async function openRound() {
  const { page, context } = await signIn(browser, demo.url, 'office')
  const csrf = (await context.cookies()).find(({ name }) => name === 'huoshui_csrf')?.value ?? ''
  const api = `${demo.url}/api/v1`
  const { day } = await (await page.request.get(`${api}/session`)).json()
  const due_day = new Date(Date.parse(day) + 20 * 86_400_000).toISOString().slice(0, 10)
  village = (await (await page.request.get(`${api}/supply-reports?limit=1`)).json()).items[0].division
  const made = await page.request.post(`${api}/survey-rounds`, { data: { name: '年度摸底', from_day: day, due_day }, headers: { 'x-huoshui-csrf': csrf, 'idempotency-key': 'the-walks-round' } })
  assert.ok(made.ok(), await made.text())
  await context.close()
}

/**
 * Looks at a page in both sizes, at one that is `known` from another post at the desk only; what is wrong is added to
 * `found`. Accessibility: at the desk in Chinese, on the phone in English.
 */
function looker({ page, errors, watched, lang, who, found, known }) {
  return async (name, address) => {
    for (const size of known.has(name) ? [DESK] : [DESK, PHONE]) {
      await page.setViewportSize(size)
      await drawn(page)
      await watched.quiet()
      await page.waitForFunction(() => document.documentElement !== null)
      const wrong = [...await faults(page, table.nouns), ...watched.refused.splice(0), ...errors.splice(0)]
        .filter((line) => !EXPECTED.test(line) && !(who === 'nobody' && EXPECTED_OF_NOBODY.test(line)))
      if (!known.has(name) && (size === DESK) === (lang === 'zh-CN')) wrong.push(...await violations(page))
      found.push(...wrong.map((line) => `${lang} ${who} ${address} ${size.width}: ${line}`))
      if (shots) await page.screenshot({ path: join(shots, `${name.replace(' ', '-')}-${who}-${size.width}-${lang}.png`) })
    }
    known.add(name)
    await page.setViewportSize(DESK)
  }
}

describe('every page is well', { concurrency: true }, () => {
  for (const lang of ['zh-CN', 'en']) it(`in ${lang}`, async () => {
    const [found, seen, known] = [[], new Map(), new Set()]
    for (const who of PEOPLE) {
      const { page, errors, context } = await signIn(browser, demo.url, who, { ...DESK, prefs: { lang } })
      const watched = watch(page)
      const look = looker({ page, errors, watched, lang, who, found, known })
      const menu = await linksOf(page)
      assert.ok(menu.length >= 2, `${who} has pages: ${menu}`)
      assert.ok(await page.getByText(/模拟数据|Simulated data/).first().isVisible(), `${who}: marked as simulated`)
      // Each post's menu once, in Chinese; in English only what nobody has opened yet.
      await crawl(page, watched, table, seen, menu.filter((link) => lang === 'zh-CN' || !seen.has(table.pageOf(link))), look)
      if (seen.has('not-found')) found.push(`${who}: a link leads nowhere: ${seen.get('not-found')}`)
      await crawl(page, watched, table, seen, (BUTTONS[who]?.(seen) ?? []).map(inOffice), look)
      seen.delete('not-found')
      await context.close()
    }
    const { page, errors, context } = await openPage(browser, { ...DESK, prefs: { lang } })
    const watched = watch(page)
    const look = looker({ page, errors, watched, lang, who: 'nobody', found, known })
    for (const [name, path] of [['sign-in', '/office/sign-in'], ['first-sign-in', '/office/first-sign-in/gone'], ['verify', '/verify?certificate=gone']]) {
      await page.goto(demo.url + path)
      await watched.quiet()
      watched.refused.length = 0
      errors.length = 0
      if (!await page.getByText(/模拟数据|Simulated data/).first().isVisible()) found.push(`${lang} ${name}: not marked as simulated`)
      await look(name, path)
      seen.set(name, path)
    }
    await context.close()
    assert.deepEqual(found, [])
    const pages = [...seen.keys()].map((name) => name.split(' ')[0])
    assert.deepEqual(table.names.filter((name) => ![...pages, ...ELSEWHERE, 'not-found'].includes(name)), [], 'pages that nobody opened')
  })
  it('and a phone knows a simulated county before anybody has signed in', async () => {
    const { page, context } = await openPage(browser, { width: 390, height: 844 })
    await page.goto(`${demo.url}/field/`)
    await page.getByText('模拟数据，不是真实业务').waitFor()
    await context.close()
  })
})
