// A live stream at a fair, in a real browser: the office enters who promotes where and when, the shop books what it sold in it,
// and the page of the fair shows the sum, beside what the platform says.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { openShop, setUp, stockShop } from './lib/county.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom } from './lib/supply.mjs'

let server, browser, shop, fair
before(async () => {
  server = await startServer()
  browser = await launch()
  shop = await openShop(await setUp(server))
  await stockShop(shop)
  fair = (await shop.office.post('/fairs', { name: '黄桃直播节', host: '市融媒体中心', place: '村部广场', from_day: dayFrom(0), to_day: dayFrom(1) })).id
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)
const PHONE = { width: 390, height: 844 }

test('the office enters a live stream, from midnight so that it has begun', async () => {
  const { page, context, calm, form } = await at(shop.office, `/fairs/${fair}`)
  await page.getByText('还没有登记直播').waitFor()
  await page.getByRole('button', { name: '登记直播' }).click()
  await form.getByLabel('平台').fill('抖音')
  await form.getByLabel('账号').fill('黄桃妹')
  await form.getByLabel('主播', { exact: true }).fill('小莲')
  await choose(page, form, '几点开始', '', /^\s*00:00/)
  await choose(page, form, '几点结束', '', /^\s*02:00/)
  await form.getByLabel('佣金比例').fill('101')
  await form.getByRole('button', { name: '登记直播' }).click()
  await form.locator('.is-error', { hasText: '佣金比例应在 0 到 100% 之间' }).waitFor()
  await form.getByLabel('佣金比例').fill('15')
  await form.getByRole('button', { name: '登记直播' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText(`${dayFrom(0)} 00:00 至 02:00`).waitFor()
  await page.getByText('小莲（个人）').waitFor()
  await calm()
  await context.close()
})

test('the shop books a sale of the stream; without one named nothing is booked', async () => {
  for (const [size, kilograms] of [[{}, '10'], [PHONE, '30']]) {
    const { page, context, calm } = await at(shop.manager, `/books/${shop.outlet}/new/live`, size)
    await page.locator('#product-1').click()
    await page.locator('#product-1').fill('ht')
    await page.getByRole('option', { name: /^黄桃/ }).click()
    await page.locator('.lines').getByLabel(/^数量/).fill(kilograms)
    await page.getByLabel(/^单价/).fill('20')
    await page.getByRole('button', { name: '记账' }).click()
    await page.getByText('请选择是哪一场直播').waitFor()
    await choose(page, page.locator('main'), '直播场次', '', /抖音 · 黄桃妹/)
    await calm()
    await page.getByRole('button', { name: '记账' }).click()
    await page.waitForURL(/entries\/\d+$/)
    await page.getByText(`${dayFrom(0)} 抖音 · 黄桃妹`).waitFor()
    await calm()
    await context.close()
  }
})

test('a clerk at the till sells for the stream until they choose the counter again', async () => {
  const { page, context, calm } = await at(shop.clerk, '/till')
  await page.getByLabel('卖给').selectOption({ label: `${dayFrom(0)} 抖音 · 黄桃妹` })
  await calm()
  for (const counter of [false, true]) {
    if (counter) await page.getByLabel('卖给').selectOption({ label: '柜台' })
    await page.getByLabel(/^扫码、拼音首字母或数量/).fill('ht2')
    await page.keyboard.press('Enter')
    await page.keyboard.press('F9')
    await page.getByLabel('扫券或输券号').press('Enter')
    await page.getByText('已收款').waitFor()
    const { sessions: [session] } = await shop.office.get(`/fairs/${fair}`)
    assert.equal(session.sales, 3)
    await page.keyboard.press('F9')
  }
  await context.close()
})

test('the page of the fair sums the stream, and what the platform shows stands apart', async () => {
  for (const size of [{}, PHONE]) {
    const { page, context, calm, form } = await at(shop.office, `/fairs/${fair}`, size)
    const { sessions: [session] } = await shop.office.get(`/fairs/${fair}`)
    assert.deepEqual([session.sales, session.commission_ppm, session.commission_fen], [3, 150_000, Math.floor(session.sold_fen * 0.15)])
    assert.ok(session.sold_fen > 0)
    await page.getByText((session.sold_fen / 100).toFixed(2)).first().waitFor()
    if (!size.width) {
      await page.getByRole('button', { name: '登记说法' }).click()
      await form.getByLabel('说的是什么').fill('销售额')
      await form.getByLabel('原话').fill('近万元')
      await form.getByLabel('谁说的').fill('抖音后台')
      await choose(page, form, '直播场次', '', /抖音/)
      await form.getByRole('button', { name: '登记说法' }).click()
      await form.waitFor({ state: 'detached' })
    }
    await page.getByText('近万元').waitFor()
    await page.getByText('估计', { exact: true }).waitFor()
    await calm()
    await context.close()
  }
})

test('a stream is put right, and one that does not take place is called off', async () => {
  await shop.office.post(`/fairs/${fair}/live-sessions`, {
    platform: '快手', account: '黄桃哥', promoter_kind: 'firm', promoter: '融媒体中心',
    from_at: `${dayFrom(1)}T11:00:00Z`, to_at: `${dayFrom(1)}T13:00:00Z`, commission_ppm: 50_000 })
  const { page, context, calm, form } = await at(shop.office, `/fairs/${fair}`)
  const row = page.getByRole('row', { name: /黄桃哥/ })
  await row.getByRole('button', { name: '更正' }).click()
  assert.equal(await form.getByLabel('佣金比例').inputValue(), '5')
  await form.getByLabel('佣金比例').fill('8')
  await form.getByRole('button', { name: '更正' }).click()
  await form.waitFor({ state: 'detached' })
  await row.getByText('8%').waitFor()
  await row.getByRole('button', { name: '取消直播' }).click()
  await form.getByLabel('理由').fill('主播生病')
  await form.getByRole('button', { name: '取消直播' }).click()
  await form.waitFor({ state: 'detached' })
  await row.getByText('已取消：主播生病').waitFor()
  assert.equal(await row.getByRole('button', { name: '更正' }).count(), 0)
  await calm()
  await context.close()
})
