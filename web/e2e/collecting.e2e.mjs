// A township sends a truck round its villages, in a real browser: vehicles and days, the proposal, a change, what was
// loaded on the way, and the sheet.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { setUp } from './lib/county.mjs'
import { officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom } from './lib/supply.mjs'

let server, browser, office, officer, supervisor
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  office = await county.person('wang', '王建国', 'county_office')
  const village = await county.division('梧桐村')
  const { parent } = await county.admin.get(`/divisions/${village}`)
  officer = await county.person('shen', '申某', 'information_officer', village)
  supervisor = await county.person('lixia', '李霞', 'township_supervisor', parent)
  const near = (await county.admin.get(`/divisions?parent=${parent}&limit=50`)).items.find(({ id }) => id !== village).id
  const crop = (await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })).id
  for (const [name, division, kg] of [['曾老伯', village, 700], ['申老二', village, 600], ['刘老三', near, 400]]) {
    await office.post('/contracts', {
      kind: 'purchase', crop, partner: '长沙某超市', kg, witness: '申某', seller: { villager: { name, division } }, from_day: dayFrom(-1), to_day: dayFrom(3), prices: [{ fen_per_kg: 600 }],
    })
  }
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)

test('the township says which truck there is, sees what fits and why something stays, changes it and settles it', async () => {
  const { page, context, calm } = await at(supervisor, '/collection-runs')
  await page.getByRole('button', { name: '排集货' }).click()
  await page.getByRole('button', { name: '先看看' }).waitFor()
  await page.getByLabel('第 1 辆车', { exact: true }).fill('蓝牌货车')
  await page.getByLabel('第 1 辆车限载').fill('0')
  await page.getByRole('button', { name: '先看看' }).click()
  await page.getByText('限载应为 1 到 100000 公斤').waitFor()
  await page.getByLabel('第 1 辆车限载').fill('1000')
  await page.getByRole('button', { name: '先看看' }).click()
  await page.getByText('已证明：装不下更多').waitFor()
  await page.getByText('要 700 公斤的位置，这几天的车最多还空 0 公斤').waitFor()
  await page.getByText('没有登记村与村之间的路').waitFor()
  await calm()
  await page.getByLabel('第 1 笔数量').fill('300')
  await page.getByRole('button', { name: '下移，第 1 笔' }).click()
  await page.getByLabel('运费').fill('300')
  await page.getByLabel('具体地点').fill('乡镇集货点')
  await page.getByRole('button', { name: '定下这一趟' }).click()
  await page.getByRole('heading', { name: '集货 1 号' }).waitFor()
  await page.getByText('¥300.00').first().waitFor()
  await calm()
  await context.close()
  const run = await supervisor.get('/collection-runs/1')
  assert.equal(run.stops.reduce((sum, { share_fen }) => sum + share_fen, 0), 30_000)
  assert.equal(run.stops[1].grams, 300_000)
})

test('the village sees it today and says what was loaded, with a reason where it is less', async () => {
  const { page, context, calm, form } = await at(officer, '/', { width: 390, height: 844 })
  await page.getByRole('link', { name: /今天要跑、还没跑完的集货/ }).click()
  await page.getByRole('link', { name: '蓝牌货车' }).click()
  await page.getByRole('heading', { name: '集货 1 号' }).waitFor()
  assert.equal(await page.getByRole('button', { name: '登记实装' }).count(), 1, 'only of the own village')
  await page.getByRole('button', { name: '登记实装' }).click()
  await form.getByLabel('实装数量').fill('250公斤')
  await form.getByRole('button', { name: '登记实装' }).click()
  await form.locator('.is-error', { hasText: '必填' }).waitFor()
  await form.getByLabel('多装少装的原因').fill('下雨，没摘完')
  await form.getByRole('button', { name: '登记实装' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('装货中').first().waitFor()
  await calm()
  await context.close()
})

test('the township prints the sheet, ends the run, and what stayed behind waits again', async () => {
  const { page, context, calm, form } = await at(supervisor, '/collection-runs/1')
  await page.getByRole('button', { name: '打印集货单' }).click()
  await form.getByRole('button', { name: '打印' }).click()
  await form.waitFor({ state: 'detached' })
  const sheet = page.frameLocator('#paper')
  await sheet.getByText('限载 1000 公斤').waitFor()
  assert.ok((await sheet.locator('body').innerText()).includes('申老二'), 'whole names on paper')
  await page.getByRole('button', { name: '跑完' }).click()
  await form.getByRole('button', { name: '跑完' }).click()
  await page.getByText('已跑完').first().waitFor()
  await calm()
  await context.close()
  const township = (await supervisor.get('/collection-runs/1')).township
  const waits = await supervisor.post('/collection-proposals', { township, from_day: dayFrom(0), to_day: dayFrom(0), vehicles: [] })
  const run = await supervisor.get('/collection-runs/1')
  const gone = run.stops.reduce((sum, { loaded_g, grams }) => sum + (loaded_g ?? grams), 0)
  assert.equal(waits.left.reduce((sum, { grams }) => sum + grams, 0), 1_700_000 - gone, 'what was not loaded waits')
})
