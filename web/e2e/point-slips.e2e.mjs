// What a keeper does about slips on the phone, without a network for most of it: the report of unsalable peaches that a
// slip belongs to, a wrong slip that is undone, and what each household is paid and owed. Real binary and browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, counted, day, phone, ready, signIn } from './lib/field.mjs'
import { openPoint } from './lib/point.mjs'
import { startServer } from './lib/server.mjs'
import { itemOf } from './lib/supply.mjs'

let server, browser, scene, officer, report
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openPoint(server)
  const { county, office, village, peach } = scene
  const crop = (await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 100_000_000, products: [peach] })).id
  officer = await county.person('zhang', '张小兰', 'information_officer', village.id)
  const what = { unsalable: { grade: 'already', quantity: { said: '3000公斤' }, ripe_on: day(0), spoil_on: day(9) } }
  const { outcomes } = await officer.post('/supply-uploads', { via: 'office', items: [itemOf(village.id, crop, what)] })
  report = outcomes[0].number
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const entries = async () => (await scene.keeper.get(`${scene.base}/entries?sort=seq`)).items
const keep = (page) => page.getByRole('button', { name: '存好并发出' }).click()
const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }

/** Fills in a slip of a household: who, what, how much in 斤. */
async function fill(page, who, product, weight) {
  await page.getByRole('button', { name: '开收购单' }).click()
  await page.getByRole('button', { name: who }).click()
  await page.getByRole('radio', { name: product, exact: true }).check()
  await page.getByRole('radio', { name: '斤', exact: true }).check()
  await page.getByLabel('毛重（斤）').fill(weight)
  await page.getByLabel('皮重（斤）').fill('')
  await page.getByLabel('单价（元/斤）').fill('2.5')
}
/** Opens what may be done about the slip of this weight; the slip. */
async function wrong(page, weight) {
  const slip = page.locator('li', { hasText: weight })
  await slip.getByText('记错了').click()
  return slip
}

test('a slip without a network belongs to the report that fits, a wrong one is undone, and each household has its sums', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page, 'qian')
  await ready(page)
  await page.getByText('今天还没有收货。').waitFor()
  await context.setOffline(true)
  await page.reload()

  // 孙 is of the village that reported: what fits alone is proposed, and can be taken off.
  await fill(page, /孙\*/, '黄桃', '100')
  const tie = page.getByRole('radio', { name: /属于 黄桃滞销 · .* · 还剩 6,000 斤 · 待认定/ })
  assert.ok(await tie.isChecked())
  await page.getByText('只有这一条对得上').waitFor()
  await calm(one)
  await shot(page, 'slip-tied')
  await page.getByRole('radio', { name: '不属于', exact: true }).check()
  await page.getByText('选了以后，门店卖出这批货算滞销助销。').waitFor()
  await tie.check()
  await page.getByLabel('毛重（斤）').fill('6001')
  await keep(page)
  await page.getByText('这条上报剩下的没有这么多').waitFor()
  await page.getByLabel('毛重（斤）').fill('100')
  await keep(page)
  await page.getByText('今天收了 1 单').waitFor()
  // Plums belong to no peaches, and what is left is less already.
  await fill(page, /赵\*/, '李子', '40')
  assert.equal(await page.getByRole('radio', { name: /属于 黄桃滞销/ }).count(), 0)
  await keep(page)
  await fill(page, /周\*/, '黄桃', '200')
  assert.ok(await page.getByRole('radio', { name: /还剩 5,900 斤/ }).isChecked())
  await keep(page)
  await page.getByText('今天收了 3 单').waitFor()
  await counted(page, 3)

  // 周 was weighed wrongly: where nobody has heard of it yet it is dropped, and else it goes with its undoing.
  const unsent = await wrong(page, '200 斤')
  await unsent.getByLabel('哪里错了（不写姓名）').fill('记成别家了')
  await calm(one)
  await unsent.getByRole('button', { name: '红冲这张单' }).click()
  await page.getByRole('button', { name: '红冲', exact: true }).click()
  await page.getByText('今天收了 2 单').waitFor()
  await context.setOffline(false)
  await page.getByRole('link', { name: /待发/ }).click()
  await page.getByRole('button', { name: '现在发出' }).click({ timeout: 3000 }).catch(() => undefined)
  await allSent(page)
  const { slips } = await scene.keeper.get(`${scene.base}/point`)
  assert.deepEqual(slips.filter((slip) => !slip.undone).map((slip) => [slip.seller, slip.unsalable, slip.amount_fen]), [['赵*', 0, 10_000], ['孙*', report, 25_000]])

  // Without a network again: 赵's slip is wrong too. It is in the book, so it is reversed there once there is a network.
  await context.setOffline(true)
  await open('point')
  await page.locator('li', { hasText: '100 斤' }).getByText('属于第').waitFor()
  const sent = await wrong(page, '40 斤')
  await sent.getByRole('button', { name: '红冲这张单' }).click()
  await sent.getByText('请写明哪里错了').waitFor()
  await sent.getByLabel('哪里错了（不写姓名）').fill('过秤看错')
  await sent.getByRole('button', { name: '红冲这张单' }).click()
  await page.getByRole('dialog').getByText(/赵\* 李子 40 斤/).waitFor()
  await page.getByRole('button', { name: '红冲', exact: true }).click()
  await page.getByText('红冲待发').waitFor()
  await page.getByText('今天收了 1 单').waitFor()
  await counted(page, 1)
  await calm(one)
  await shot(page, 'undo-waits')
  // A slip of today, not sent yet, is in the sums and said.
  await fill(page, /周\*/, '黄桃', '20')
  await keep(page)
  await page.getByRole('link', { name: /收购户/ }).click()
  await page.getByText('2 户，120 斤 · 60 公斤，共 300.00 元').waitFor()
  await page.getByText('含未发出或刚办的 1 笔').waitFor()
  await calm(one)
  await page.locator('summary', { hasText: '孙*' }).click()
  await page.getByText('未付 250.00 元').first().waitFor()
  await page.locator('details[open]').getByText('属于第').waitFor()
  await calm(one)
  await shot(page, 'households')
  await context.setOffline(false)
  await page.getByRole('link', { name: /待发/ }).click()
  await page.getByRole('button', { name: '现在发出' }).click({ timeout: 3000 }).catch(() => undefined)
  await allSent(page)
  assert.deepEqual((await entries()).slice(-2).map((entry) => entry.total_fen), [-10_000, 5_000])
  await card(page, '红冲收购单 · 赵*').getByText('已收到').waitFor()
  await open('sellers')
  await page.getByText('未付 300.00 元').first().waitFor()

  // Paid on the spot: a slip that was paid is not undone on the phone, and says why.
  await open('money')
  await page.getByRole('checkbox', { name: /孙\*/ }).check()
  await page.getByRole('button', { name: '已付现金，本人已签字' }).click()
  await page.getByRole('button', { name: '已付清' }).click()
  await allSent(page)
  await open('point')
  const paid = await wrong(page, '100 斤')
  await paid.getByText('已付', { exact: true }).waitFor()
  await paid.getByText('这张收购单的货款已付').waitFor()
  await calm(one)
  await open('sellers')
  await page.getByRole('radio', { name: '还有未付' }).check()
  await page.getByText('1 户，20 斤 · 10 公斤，共 50.00 元').waitFor()
  assert.equal(await page.getByText('孙*').count(), 0)
  await context.close()
})

test('what the book refuses comes back with its reason, and the slip is mended without the report', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page, 'qian')
  await ready(page)
  await page.getByText(/今天收了 2 单/).waitFor()
  await context.setOffline(true)
  await fill(page, /孙\*/, '黄桃', '30')
  await keep(page)
  await counted(page, 1)
  // Meanwhile the village takes its report back.
  await officer.post(`/unsalable-reports/${report}/withdrawal`, { reason: '已卖完' })
  await context.setOffline(false)
  await page.getByRole('link', { name: /待发/ }).click()
  await page.getByRole('button', { name: '现在发出' }).click({ timeout: 3000 }).catch(() => undefined)
  await card(page, '孙*').getByText(/未获认定、已撤回/).waitFor()
  await calm(one)
  await card(page, '孙*').getByRole('button', { name: '改一下再发' }).click()
  const unknown = page.getByRole('radio', { name: `第 ${report} 号上报，手机里已没有` })
  assert.ok(await unknown.isChecked())
  await calm(one)
  await page.getByRole('radio', { name: '不属于', exact: true }).check()
  await keep(page)
  await allSent(page)
  assert.equal((await entries()).at(-1).total_fen, 7_500)
  await context.close()
})
