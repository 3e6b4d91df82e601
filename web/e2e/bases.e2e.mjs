// A co-operative's base, in a real browser: registered by the village, plots that are rented and grown by members, rent
// paid and taken back, and what it brings on a household's page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { setUp } from './lib/county.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, office, officer, household
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  office = await county.person('wang', '王建国', 'county_office')
  const village = await county.division('梧桐村')
  officer = await county.person('shen', '申某', 'information_officer', village)
  household = (await officer.post('/households', { division: village, head: { name: '孙大山' } })).id
  await office.post('/producers', { kind: 'cooperative', name: '梧桐黄桃合作社', division: village, document_kind: 'none' })
  await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)

test('the village registers a base and adds what is rented and what a member grows', async () => {
  const { page, context, calm, form } = await at(officer, '/bases', { width: 390, height: 844 })
  await page.getByRole('button', { name: '登记基地' }).click()
  await form.getByLabel('名称').fill('梧桐黄桃基地')
  await choose(page, form, '谁经营', '黄桃', /梧桐黄桃合作社/)
  await form.getByRole('button', { name: '登记基地' }).click()
  await page.getByRole('heading', { name: '梧桐黄桃基地' }).waitFor()

  await page.getByRole('button', { name: '加地块' }).click()
  await choose(page, form, '地是谁的', '', /租来的（流转）/)
  await form.getByLabel('叫什么').fill('屋后坡地')
  await form.getByLabel('面积（亩）').fill('十二亩')
  await form.getByLabel('株数').fill('500')
  await choose(page, form, '是哪种人家', '', '帮扶对象')
  await choose(page, form, '是谁的', '孙大山', /孙\*/)
  await form.getByLabel('年租金').fill('5000')
  await form.getByRole('button', { name: '加地块' }).click()
  await form.locator('.is-error', { hasText: '面积写数字，最多两位小数' }).waitFor()
  await form.getByLabel('面积（亩）').fill('12.5')
  await calm()
  await form.getByRole('button', { name: '加地块' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('屋后坡地').first().waitFor()

  await page.getByRole('button', { name: '加地块' }).click()
  await choose(page, form, '地是谁的', '', /社员自己种/)
  await form.getByLabel('叫什么').fill('房前屋后')
  await form.getByLabel('面积（亩）').fill('1.8')
  await form.getByLabel('株数').fill('60')
  await form.getByLabel('姓名或集体名称').fill('申桂香')
  await form.getByRole('button', { name: '加地块' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('14.3 亩').waitFor()
  await calm()
  await context.close()
  const [base] = (await officer.get('/bases')).items
  assert.deepEqual([base.area_centimu, base.trees, base.growers, base.rented_centimu], [1_430, 560, 1, 1_250])
})

test('rent is paid, a wrong payment is taken back, and nothing is paid above what is due', async () => {
  const { page, context, calm, form } = await at(officer, '/bases')
  await page.getByRole('link', { name: '梧桐黄桃基地' }).click()
  const plot = page.locator('tr').filter({ hasText: '屋后坡地' })
  const pay = async (yuan) => {
    await plot.getByRole('button', { name: '付租金' }).click()
    await form.getByLabel('金额').fill(yuan)
    await form.getByRole('button', { name: '付租金' }).click()
  }
  await pay('5000.01')
  await form.locator('.is-error', { hasText: '不超过' }).waitFor()
  await form.getByLabel('金额').fill('3000')
  await form.getByRole('button', { name: '付租金' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: /「屋后坡地」的租金/ }).waitFor()
  await pay('1000')
  await form.waitFor({ state: 'detached' })
  await page.locator('tr').filter({ hasText: '1,000.00' }).getByRole('button', { name: '冲回' }).click()
  await form.getByLabel('理由').fill('付给了邻居')
  await form.getByRole('button', { name: '冲回' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('冲回第 2 笔').waitFor()
  await calm()
  await context.close()
  const [row] = (await officer.get(`/plots?household=${household}`)).items
  assert.deepEqual([row.paid_fen, row.due_fen], [300_000, 200_000])
})

test('the household’s page says what its land brought, and the office sees every village', async () => {
  const { page, context, calm } = await at(office, `/households/${household}`)
  await page.getByRole('heading', { name: '土地带来的租金' }).waitFor()
  await page.getByText('3,000.00').first().waitFor()
  await calm()
  await page.goto(`${server.url}/office/bases`)
  await page.getByRole('heading', { name: '各村合计' }).waitFor()
  await page.getByText('14.3').first().waitFor()
  await calm()
  await context.close()
})
