// A shop's day at the real binary: goods come in, are sold by keys alone, by voucher and cash, brought back, closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage } from './lib/browser.mjs'
import { cookiesOf, issueVouchers, openShop, setUp, stockShop } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, shop, vouchers
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  shop = await openShop(county)
  vouchers = await issueVouchers(county, shop)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function open(client, path, options) {
  const opened = await openPage(browser, options)
  await opened.context.addCookies(cookiesOf(client))
  await opened.page.goto(`${server.url}/office${path}`)
  return opened
}
const entries = async () => (await shop.manager.get(`${shop.base}/entries?sort=-seq`)).items

test('a purchase is written by hand, with the papers of its class', async () => {
  const { page, errors, context } = await open(shop.manager, `/books/${shop.outlet}/new/purchase`)
  await page.locator('#party-producer').fill('灵官殿')
  await page.getByRole('option', { name: '灵官殿黄桃专业合作社' }).click()
  await page.locator('#product-1').fill('ht')
  await page.getByRole('option', { name: /黄桃/ }).click()
  await page.getByLabel(/^数量/).fill('100')
  await page.getByLabel(/^单价/).fill('5')
  await page.getByLabel('承诺达标合格证编号').fill('HGZ-1')
  await page.getByText('¥500.00').first().waitFor()
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /进货单/ }).waitFor()
  await page.getByRole('cell', { name: '黄桃' }).or(page.getByRole('gridcell', { name: '黄桃' })).first().waitFor()
  assert.equal((await entries())[0].total_fen, 50_000)
  assert.deepEqual(errors, [])
  await context.close()
})

test('a common sale takes six keys and no mouse; its receipt is the server’s', async () => {
  await stockShop(shop)
  const { page, errors, context } = await open(shop.clerk, '/till')
  await page.locator('.field input').waitFor()
  const keys = ['h', 't', '3', 'Enter', 'F9', 'Enter']
  for (const key of keys) await page.keyboard.press(key)
  await page.locator('.done h2').waitFor()
  assert.ok(keys.length <= 6)
  const [sale] = await entries()
  assert.deepEqual([sale.kind, sale.total_fen], ['sale', 3000])
  await page.keyboard.press('F2')
  const paper = page.frameLocator('#paper')
  await paper.getByText('黄桃').first().waitFor()
  assert.match(await paper.locator('body').innerText(), /灵官殿授权店[\s\S]*¥30\.00/)
  assert.deepEqual(await violations(page), [])
  assert.deepEqual(errors, [])
  await context.close()
})

test('a voucher pays with cash beside it, and less when the clerk types less', async () => {
  const { page, context } = await open(shop.clerk, '/till')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('6901234567892\n')
  await page.keyboard.type('ht2\n')
  await page.keyboard.press('F9')
  await page.keyboard.type(`${vouchers.slips[0]}\n`)
  await page.getByLabel('用券金额').fill('40')
  if (process.env.PICTURES) await page.screenshot({ path: '../docs/images/till.png' })
  await page.locator('.pay .voucher input').focus()
  await page.keyboard.press('Enter')
  await page.locator('.done h2').waitFor()
  const [sale] = await entries()
  assert.deepEqual([sale.total_fen, sale.voucher_fen], [5500, 4000])
  await context.close()
})

test('a voucher that is not one is refused in words, and the sale can go on', async () => {
  const { page, context } = await open(shop.clerk, '/till')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('ht1\n')
  await page.keyboard.press('F9')
  await page.keyboard.type('S99-12345678\n')
  await page.locator('.pay .error').waitFor()
  await page.locator('.pay .voucher input').focus()
  await page.keyboard.press('Enter')
  await page.locator('.done h2').waitFor()
  assert.equal((await entries())[0].voucher_fen, 0)
  await context.close()
})

test('goods come back by their sale, the day is closed', async () => {
  const sale = (await entries()).find((entry) => entry.voucher_fen > 0)
  const { page, errors, context } = await open(shop.manager, `/till/returns/${sale.seq}`)
  await page.getByRole('button', { name: '全退' }).click()
  await page.getByRole('button', { name: '退货', exact: true }).click()
  await page.getByText('已退 ¥55.00').waitFor()
  await page.getByText('提货券 ¥40.00').waitFor()
  await page.goto(`${server.url}/office/till/closing`)
  await page.getByRole('button', { name: /^日结到/ }).click()
  await page.getByText('已日结到').first().waitFor()
  assert.ok((await shop.manager.get(`${shop.base}/closings`)).items.length > 0)
  assert.deepEqual(errors, [])
  await context.close()
})
