// A collection point's work at the real binary: the keeper buys from a household that is chosen masked, from a farmer
// in no register, and hands the goods to a shop that is found by name; a manager sells to a unit and to several kinds.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage } from './lib/browser.mjs'
import { cookiesOf, openShop, setUp, stockShop } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, shop, point, keeper
const folder = mkdtempSync(join(tmpdir(), 'huoshui-sides-'))
before(async () => {
  server = await startServer([], folder)
  browser = await launch()
  const county = await setUp(server)
  shop = await openShop(county)
  await stockShop(shop)
  const village = await county.division('神前村')
  await shop.office.post('/households', { division: village, head: { name: '孙大山', phone: '13800000007' } })
  await shop.office.post('/units', { kind: 'school', name: '邵东一中', union_name: '邵东一中工会', field: '教育' })
  point = (await shop.office.post('/outlets', { kind: 'village_point', name: '灵官殿收购点', division: village, operator: '村合作社', opened_on: '2026-01-01' })).id
  keeper = await county.person('qian', '钱守业', 'point_keeper', point)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function open(client, path) {
  const opened = await openPage(browser)
  await opened.context.addCookies(cookiesOf(client))
  await opened.page.goto(`${server.url}/office${path}`)
  return opened
}
const last = async (client, outlet) => (await client.get(`/outlets/${outlet}/entries?sort=-seq`)).items[0]

async function line(page, letters, name, quantity, price) {
  await page.locator('#product-1').click()
  await page.locator('#product-1').fill(letters)
  await page.getByRole('option', { name }).click()
  await page.locator('.lines').getByLabel(/^数量/).fill(quantity)
  if (price) await page.getByLabel(/^单价/).fill(price)
}
async function kind(page, side, word) {
  await page.locator('.kind').click()
  await page.getByRole('option', { name: word, exact: true }).click()
  await page.locator(side).waitFor()
}

test('the keeper buys from a household, which needs no certificate', async () => {
  const { page, errors, context } = await open(keeper, `/books/${point}/new/purchase`)
  await kind(page, '#party-household', '帮扶户')
  await page.locator('#party-household').fill('孙大山')
  await page.getByRole('option', { name: /^孙\*+.*灵官殿镇/ }).click()
  await line(page, 'ht', /^黄桃/, '100', '5')
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /进货单/ }).waitFor()
  await page.getByText('农户不强制').first().waitFor()
  const entry = await last(keeper, point)
  assert.deepEqual([entry.total_fen, entry.counterparty_name], [50_000, '孙*'])
  await page.goto(`${server.url}/office/books/${point}/lots`)
  await page.getByText('未附承诺达标合格证').first().waitFor()
  assert.deepEqual(errors, [])
  await context.close()
})

test('a farmer in no register is named and ticked as one', async () => {
  const { page, context } = await open(keeper, `/books/${point}/new/purchase`)
  await kind(page, 'input[aria-label="名称"]', '其他')
  await page.getByLabel('名称').fill('李老四')
  await page.getByLabel('地址').fill('灵官殿镇')
  await page.getByLabel('联系方式').fill('13800000009')
  await line(page, 'ht', /^黄桃/, '10', '5')
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByText(/须查验承诺达标合格证/).first().waitFor()
  await page.getByText('农户（自产自销）').click()
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /进货单/ }).waitFor()
  assert.equal((await last(keeper, point)).total_fen, 5_000)
  await context.close()
})

test('goods are handed to a shop that is found by its name', async () => {
  const { page, errors, context } = await open(keeper, `/books/${point}/new/transfer`)
  await page.locator('#to').fill('授权店')
  await page.getByRole('option', { name: /灵官殿授权店/ }).click()
  await line(page, 'ht', /^黄桃/, '50')
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /调拨单/ }).waitFor()
  assert.equal((await last(shop.manager, shop.outlet)).kind, 'transfer')
  assert.deepEqual(errors, [])
  await context.close()
})

test('a wholesale finds the unit that buys; a repacking gives two products', async () => {
  const { page, context } = await open(shop.manager, `/books/${shop.outlet}/new/wholesale`)
  await page.locator('#party-unit').fill('一中')
  await page.getByRole('option', { name: '邵东一中' }).click()
  await line(page, 'ht', /^黄桃/, '20', '10')
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /销货单/ }).waitFor()
  assert.equal((await last(shop.manager, shop.outlet)).counterparty_name, '邵东一中')

  await page.goto(`${server.url}/office/books/${shop.outlet}/new/repack`)
  await line(page, 'ht', /^黄桃/, '20')
  await page.getByRole('button', { name: '加一种产出' }).click()
  for (const [id, at, quantity] of [['#output', 0, '8'], ['#output-2', 1, '10']]) {
    await page.locator(id).fill('黄桃')
    await page.getByRole('option', { name: /^黄桃/ }).click()
    await page.locator('.output').nth(at).getByLabel(/^数量/).fill(quantity)
    await page.locator('.output').nth(at).getByLabel('承诺达标合格证编号').fill(`HGZ-FZ-${at}`)
  }
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /^分装/ }).waitFor()
  const lots = (await shop.manager.get(`${shop.base}/lots?sort=-id`)).items
  assert.deepEqual(lots.slice(0, 2).map((lot) => lot.on_hand).sort(), [4_000, 5_000])
  await context.close()
})
