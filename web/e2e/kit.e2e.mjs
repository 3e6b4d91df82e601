// Tables, forms and the till in a real browser: what people do with keys.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, openPage } from './lib/browser.mjs'
import { serveSite } from './lib/gallery.mjs'
import { answer } from './lib/routes.mjs'

let site, browser
before(async () => {
  site = await serveSite('e2e/gallery/vite.config.ts')
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await site?.close()
})

async function open(path, options) {
  const opened = await openPage(browser, options)
  await answer(opened.page)
  await opened.page.goto(site.url + path)
  return opened
}

test('a table is moved through, summed, copied and opened by keys', async () => {
  const { page, errors, context } = await open('/')
  await page.locator('[data-at="0:4"]').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  assert.match(await page.locator('.foot .sums').innerText(), /个数 3[\s\S]*合计 ¥5,925\.90 · 平均 ¥1,975\.30/)
  const copied = await page.evaluate(() => {
    const event = new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() })
    document.activeElement.dispatchEvent(event)
    return event.clipboardData.getData('text/plain')
  })
  assert.equal(copied, '987.65\n1975.30\n2962.95')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  assert.equal(await page.locator('#opened').innerText(), '黑田铺专区')
  assert.deepEqual(errors, [])
  await context.close()
})

test('columns are chosen and remembered, filters are sent and stand in the address', async () => {
  const { page, context } = await open('/')
  assert.equal(await page.getByRole('columnheader', { name: '记录时间' }).count(), 0)
  await page.getByRole('button', { name: '列', exact: true }).click()
  await page.getByText('记录时间').click()
  await page.reload()
  await page.getByRole('columnheader', { name: '记录时间' }).waitFor()
  const asked = page.waitForRequest((request) => request.url().includes('period=month'))
  await page.getByRole('button', { name: /按时间筛选/ }).click()
  await page.getByRole('menuitem', { name: '本月' }).click()
  await asked
  assert.match(page.url(), /period=month/)
  await page.getByRole('button', { name: '导出' }).click()
  assert.equal(await page.getByRole('link', { name: 'Excel 表格' }).getAttribute('href'), '/api/v1/samples?period=month&format=xlsx')
  await context.close()
})

test('a form keeps its draft, reads money and weights, shows a refusal at its field', async () => {
  const { page, context } = await open('/')
  const form = page.locator('.hs-card form').first()
  await form.getByLabel('名称').fill('黄桃罐头')
  await form.getByLabel('数量').fill('3公斤')
  await form.getByLabel('单价').fill('一百')
  await form.getByText('请填金额').waitFor()
  await form.getByLabel('单价').fill('12.5')
  await page.reload()
  await page.getByText('已恢复上次没有保存的内容').waitFor()
  assert.equal(await form.getByLabel('单价').inputValue(), '12.50')
  assert.equal(await form.getByLabel('数量').inputValue(), '6')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('单价要大于 0').waitFor()
  await page.getByRole('button', { name: '不要了' }).click()
  await page.reload()
  assert.equal(await form.getByLabel('名称').inputValue(), '')
  await context.close()
})

test('a common sale takes six keys', async () => {
  const { page, errors, context } = await open('/#/till')
  await page.locator('.field input').waitFor()
  for (const key of ['h', 't', '3', 'Enter', 'F9', 'Enter']) await page.keyboard.press(key)
  await page.locator('#done').waitFor()
  const [sale] = await page.evaluate(() => window.sales)
  assert.deepEqual(sale.payments, [{ means: 'cash', amount_fen: 3840 }])
  assert.deepEqual(errors, [])
  await context.close()
})

test('a voucher pays listed goods only, the rest is cash, and the scanner is enough', async () => {
  const { page, context } = await open('/#/till')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('6901234567892\n')
  await page.keyboard.type('qs2\n')
  await page.keyboard.press('F9')
  await page.keyboard.type('V100\n')
  await page.getByText('周*').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('#done').waitFor()
  const [sale] = await page.evaluate(() => window.sales)
  assert.deepEqual(sale.payments, [{ means: 'voucher', amount_fen: 3500, account: 100, voucher: 'V100' }, { means: 'cash', amount_fen: 600 }])
  await page.keyboard.type('ht1\n')
  assert.equal(await page.locator('.sum strong').innerText(), '¥12.80')
  await context.close()
})

test('a basket survives a reload', async () => {
  const { page, context } = await open('/#/till')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('ht2\n')
  await page.reload()
  assert.equal(await page.locator('.sum strong').innerText(), '¥25.60')
  await context.close()
})

test('a sale without an answer stays as it was and goes out again under the same id', async () => {
  const { page, context } = await open('/#/till?away')
  await page.locator('.field input').waitFor()
  await page.keyboard.type('hhc2\n')
  await page.keyboard.press('F9')
  await page.keyboard.type('V7\n')
  await page.getByText('周*').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('不知道是否已记账').waitFor()
  const [lost] = await page.evaluate(() => window.sales)
  await page.evaluate(() => { location.hash = '#/till' })
  await page.reload()
  await page.getByText('不知道是否已记账').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '确认收款' }).click()
  await page.locator('#done').waitFor()
  assert.deepEqual(await page.evaluate(() => window.sales), [lost])
  await context.close()
})
