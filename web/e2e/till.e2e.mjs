// A shop's day at the real binary: goods come in, pasted from a spreadsheet too, are sold by keys alone, by voucher and
// cash, by labels of a scale, while the server is away; brought back, closed.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage } from './lib/browser.mjs'
import { cookiesOf, issueVouchers, openShop, setUp, stockShop } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, shop, vouchers
const folder = mkdtempSync(join(tmpdir(), 'huoshui-till-'))
before(async () => {
  server = await startServer([], folder)
  browser = await launch()
  const county = await setUp(server)
  shop = await openShop(county)
  vouchers = await issueVouchers(county, shop)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
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
  await page.locator('#product-1').click()
  await page.locator('#product-1').fill('ht')
  await page.getByRole('option', { name: /^黄桃/ }).click()
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

test('cells pasted from a spreadsheet fill the lines, what is not known is marked, and a reload loses nothing', async () => {
  const { page, context } = await open(shop.manager, `/books/${shop.outlet}/new/purchase`)
  await page.waitForLoadState('networkidle')
  await page.locator('#product-1').evaluate((field, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, '黄桃\t20\t5\n黄挑\t1\t1')
  await page.getByText('没认出：黄挑、1、1').waitFor()
  await page.getByText('¥100.00').first().waitFor()
  await page.locator('#party-producer').fill('灵官殿')
  await page.getByRole('option', { name: '灵官殿黄桃专业合作社' }).click()
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByText('标红的行有没认出的内容').waitFor()
  const before = (await entries()).length
  await page.reload()
  await page.getByText('已恢复上次没有保存的内容').waitFor()
  await page.getByText('灵官殿黄桃专业合作社').first().waitFor()
  await page.getByRole('button', { name: '删行 2' }).click()
  await page.getByLabel('承诺达标合格证编号').fill('HGZ-2')
  assert.equal((await entries()).length, before, 'nothing is sent until it is booked')
  await page.getByRole('button', { name: '记账' }).click()
  await page.getByRole('heading', { name: /进货单/ }).waitFor()
  assert.equal((await entries())[0].total_fen, 10_000)
  await page.goto(`${server.url}/office/books/${shop.outlet}/new/purchase`)
  await page.getByRole('button', { name: '记账' }).waitFor()
  assert.equal(await page.getByText('已恢复上次没有保存的内容').count(), 0, 'what was booked is no draft')
  await context.close()
})

test('the layout of the shop’s scale is entered, tried on a label, and read at the till', async () => {
  const { page, errors, context } = await open(shop.manager, '/till/scale')
  await page.getByText('还没有设置').waitFor()
  await page.getByRole('button', { name: '加一种条码' }).click()
  await page.getByLabel('扫一张真的标签试试').fill('2000012012501')
  await page.getByText('编号 00012，重量 2.5 斤，是“黄桃”').waitFor()
  await page.getByLabel('扫一张真的标签试试').fill('2000012012508')
  await page.getByText('校验位不对').waitFor()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存，收银台马上可用').waitFor()
  await context.close()
  const till = await open(shop.clerk, '/till')
  await till.page.locator('.field input').waitFor()
  await till.page.keyboard.type('2000012012501\n')
  await till.page.locator('tbody').getByText('25.00').first().waitFor()
  assert.deepEqual(errors, [])
  await till.context.close()
})

test('while the server is away the till says so, loses no basket, and books the sale once when it is back', async () => {
  const { page, context } = await open(shop.clerk, '/till')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('ht7\n')
  await page.keyboard.press('F9')
  await page.locator('.pay').waitFor()
  const before = (await entries()).filter((entry) => entry.kind === 'sale').length
  await server.stop()
  await page.keyboard.press('Enter')
  await page.getByText('没有收到服务器的答复').waitFor()
  await page.getByText('连不上服务器').first().waitFor()
  await page.locator('tbody').getByText('黄桃').waitFor()
  server = await startServer([], folder, server.port)
  await page.keyboard.press('Enter')
  await page.locator('.done h2').waitFor()

  // The sale is booked but its answer never comes; not even a reload doubles it.
  await page.keyboard.press('F9')
  await page.keyboard.type('ht9\n')
  await page.keyboard.press('F9')
  await page.locator('.pay').waitFor()
  await page.route('**/sales', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.keyboard.press('Enter')
  await page.getByText('没有收到服务器的答复').waitFor()
  await page.unroute('**/sales')
  await page.reload()
  await page.locator('tbody').getByText('黄桃').waitFor()
  if (!(await page.locator('.pay').isVisible())) await page.keyboard.press('F9')
  await page.locator('.pay .voucher').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.done h2').waitFor()
  const sales = (await entries()).filter((entry) => entry.kind === 'sale')
  assert.deepEqual([sales.length - before, sales[0].total_fen, sales[1].total_fen], [2, 9000, 7000])
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

test('an own till: a voucher asks for that till’s receipt before it is taken', async () => {
  const now = await shop.office.get(shop.base)
  await shop.office.put(shop.base, { kind: now.kind, name: now.name, division: now.division, operator: now.operator, opened_on: now.opened_on, own_till: true })
  const { page, errors, context } = await open(shop.clerk, '/till')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('ht2\n')
  await page.keyboard.press('F9')
  const before = (await entries()).length
  await page.keyboard.type(`${vouchers.slips[1]}\n`)
  const receipt = page.getByLabel(/^本店收银机的小票号/)
  await page.waitForFunction(() => document.activeElement?.getAttribute('maxlength') === '40')
  await page.keyboard.press('Enter')
  assert.equal((await entries()).length, before, 'nothing is booked without it')
  await receipt.fill('0042')
  await page.keyboard.press('Enter')
  await page.locator('.done h2').waitFor()
  const [sale] = await entries()
  assert.deepEqual([sale.till_receipt, sale.voucher_fen], ['0042', 2000])
  assert.deepEqual(errors, [])
  await context.close()
})
