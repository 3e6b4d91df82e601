// A shop's own messy table at the real binary: looked at, put right, booked, undone, and the same file again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage } from './lib/browser.mjs'
import { cookiesOf, openShop, setUp } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

const YEAR = new Date().getFullYear()
/** As people keep it: a title, a year that stands only there, full-width digits, a rough quantity, a nickname, a total. */
const TABLE = `灵官殿授权店${YEAR}年1月销售台账,,,,
日期,品名,数量（斤）,单价,金额
1月5日,黄桃,１０,10,100
1.6,黄桃,20,10,200
1月7日,邵东黄桃王,5,10,50
1月8日,黄桃,一百余斤,10,
合计,,,,350
`

let server, browser, shop
before(async () => {
  server = await startServer()
  browser = await launch()
  shop = await openShop(await setUp(server))
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function open(path) {
  const opened = await openPage(browser)
  await opened.context.addCookies(cookiesOf(shop.manager))
  await opened.page.goto(`${server.url}/office${path}`)
  return opened
}
async function handIn(page) {
  await page.getByRole('button', { name: '导入表格' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: '1月销售.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) })
  await page.getByRole('button', { name: '先看看' }).click()
  await page.getByText('各列的意思').waitFor()
}
const figure = (page, name) => page.locator('.figures > div', { has: page.getByText(name, { exact: true }) }).locator('dd').innerText()
const booked = async () => (await shop.manager.get(`${shop.base}/lines?limit=100`)).items

test('a messy table is looked at, put right and booked', async () => {
  const { page, errors, context } = await open(`/books/${shop.outlet}/imports`)
  await handIn(page)
  assert.equal(await figure(page, '新增明细'), '2')
  await page.getByText('一百余斤').waitFor()
  await page.getByText('约数').first().waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: '../docs/images/import.png' })
  assert.deepEqual(await violations(page), [])
  const name = page.locator('.row', { hasText: '邵东黄桃王' })
  const suggested = name.getByRole('button', { name: '黄桃', exact: true })
  if (await suggested.count()) await suggested.click()
  else {
    await name.locator('input').fill('ht')
    await page.getByRole('option', { name: /黄桃/ }).click()
  }
  await page.getByRole('button', { name: '按此对应' }).click()
  await page.getByText('邵东黄桃王').waitFor({ state: 'detached' })
  assert.equal(await figure(page, '新增明细'), '3')
  assert.equal(await figure(page, '新增销售'), '¥350.00')
  const confirm = page.getByLabel('核对过，以各行为准')
  if (await confirm.count()) await page.getByText('核对过，以各行为准').click()
  // The table sells more than came in, which whoever takes it in has to confirm.
  await page.getByText('核对过，情况属实').click()
  await page.getByRole('button', { name: '记入台账' }).click()
  await page.getByText('已记账').first().waitFor()
  assert.equal((await booked()).reduce((sum, line) => sum + line.amount_fen, 0), 35_000)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载问题表' }).click()])
  assert.match(file.suggestedFilename(), /errors\.xlsx$/)
  assert.deepEqual(errors, [])
  await context.close()
})

test('the same file again adds nothing, and an import is undone as one act', async () => {
  const { page, context } = await open(`/books/${shop.outlet}/imports`)
  await handIn(page)
  assert.equal(await figure(page, '新增明细'), '0')
  assert.equal(await figure(page, '已在账上'), '3')
  assert.equal(await page.getByRole('button', { name: '记入台账' }).isDisabled(), true)
  await page.goto(`${server.url}/office/books/${shop.outlet}/imports/1`)
  await page.getByRole('button', { name: '撤销导入' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('表里的日期错了一天')
  await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click()
  await page.getByText('已撤销').first().waitFor()
  const total = (await shop.manager.get(`${shop.base}/totals?total=1&year=${YEAR}`)).total
  assert.equal(total?.recorded_fen ?? 0, 0)
  await context.close()
})
