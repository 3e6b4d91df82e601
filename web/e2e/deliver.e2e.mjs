// What is delivered on a contract comes into a book, in a real browser: the village weighs, the shop writes the purchase,
// ties another to the line that it wrote before, and undoes what was wrong.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { openShop, setUp } from './lib/county.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom } from './lib/supply.mjs'

let server, browser, shop, officer, household, contract
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  shop = await openShop(county)
  const crop = (await shop.office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000, products: [shop.peach] })).id
  const village = await county.division('梧桐村')
  officer = await county.person('shen', '申某', 'information_officer', village)
  household = (await officer.post('/households', { division: village, head: { name: '孙大山' } })).id
  contract = (await shop.office.post('/contracts', {
    kind: 'purchase', crop, outlet: shop.outlet, kg: 500, seller: { household }, from_day: dayFrom(0), to_day: dayFrom(5), prices: [{ fen_per_kg: 600 }],
  })).id
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)
const stock = async () => (await shop.manager.get(`${shop.base}/stock`)).items.filter((row) => row.product === shop.peach).reduce((sum, row) => sum + row.on_hand, 0)

test('the village weighs on a phone, and the shop finds it among its tasks and writes the purchase', async () => {
  const phone = await at(officer, `/contracts/${contract}`, { width: 390, height: 844 })
  await phone.page.getByRole('button', { name: '收货' }).click()
  await phone.form.getByLabel('净重').fill('100公斤')
  await phone.form.getByRole('button', { name: '收货' }).click()
  await phone.form.waitFor({ state: 'detached' })
  await phone.page.getByText('待入账').first().waitFor()
  await phone.calm()
  await phone.context.close()

  const { page, context, calm, form } = await at(shop.manager, '/')
  await page.getByRole('link', { name: /有交货待入账的合同/ }).click()
  await page.getByRole('link', { name: '孙*' }).click()
  await page.getByRole('button', { name: '记进货' }).click()
  await form.getByText('记进「灵官殿授权店」的台账').waitFor()
  await calm()
  await form.getByRole('button', { name: '记进货' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('进货 1 号').waitFor()
  await page.getByRole('button', { name: '看单据' }).click()
  await page.getByText('合同 1 号第 1 次交货').waitFor()
  await calm()
  await context.close()
  assert.equal(await stock(), 100_000)
})

test('what the shop takes itself is in its book at once; what it wrote before is tied, not written twice', async () => {
  const { page, context, calm, form } = await at(shop.manager, `/contracts/${contract}`)
  // The scales wrote it before anybody thought of the contract.
  await shop.manager.post(`${shop.base}/purchases`, { supplier: { household }, lines: [{ product: shop.peach, quantity: { g: 25_000 }, amount_fen: 15_000 }] })
  await page.getByRole('button', { name: '收货' }).click()
  await form.getByLabel('净重').fill('25公斤')
  await form.getByRole('button', { name: '收货' }).click()
  await form.getByText(/台账第 2 号单据和这次交货同日、同供方、同重量/).waitFor()
  await calm()
  await choose(page, form, '怎么入账', '', /台账里已经有了/)
  await choose(page, form, '台账里的哪一行', '', /2 号第 1 行/)
  await calm()
  await form.getByRole('button', { name: '收货' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('对上 2 号').waitFor()

  await page.getByRole('button', { name: '收货' }).click()
  await form.getByLabel('净重').fill('40公斤')
  await form.getByRole('button', { name: '收货' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('进货 3 号').waitFor()
  assert.equal(await stock(), 165_000)
  await calm()
  await context.close()
})

test('contract and book go together: a delivery taken back takes its purchase with it, a tie only lets go', async () => {
  const { page, context, calm, form } = await at(shop.manager, `/contracts/${contract}`)
  const row = (text) => page.locator('tr').filter({ hasText: text })
  await row('进货 3 号').getByRole('button', { name: '冲回' }).click()
  await form.getByLabel('理由').fill('过磅单录错')
  await form.getByRole('button', { name: '冲回' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('冲回第 3 次').waitFor()
  assert.equal(await stock(), 125_000)
  await row('对上 2 号').getByRole('button', { name: '撤销入账' }).click()
  await form.getByText('单据本身不动').waitFor()
  await form.getByLabel('理由').fill('对错了单据')
  await form.getByRole('button', { name: '撤销入账' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('待入账').first().waitFor()
  assert.equal(await stock(), 125_000)
  await page.goto(`${server.url}/office/books/${shop.outlet}/entries/1`)
  await page.getByRole('button', { name: '红冲' }).first().click()
  await form.getByRole('textbox').first().fill('想直接红冲')
  await form.getByRole('button', { name: '红冲' }).click()
  await form.getByText(/合同 1 号第 1 次交货的账/).waitFor()
  await calm()
  await context.close()
})
