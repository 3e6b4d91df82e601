// A keeper of a collection point, without a network for most of the day: takes in from three households, mixes and hands
// over, comes back online, all of it is in the book once; pays by list, and the office sees it. Real binary and browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, openPage } from './lib/browser.mjs'
import { cookiesOf } from './lib/county.mjs'
import { allSent, calm, card, counted, day, phone, painted, ready, signIn } from './lib/field.mjs'
import { openPoint } from './lib/point.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openPoint(server)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const entries = async () => (await scene.keeper.get(`${scene.base}/entries?sort=seq`)).items
const keep = (page) => page.getByRole('button', { name: '存好并发出' }).click()

test('three households without a network, mixed and handed over, all in the book once', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page, 'qian')
  await ready(page)
  await page.getByText('今天还没有收货。').waitFor()
  await calm(one)
  await context.setOffline(true)
  await page.reload()

  // The first household is found by its initials, and everything is filled in.
  await page.getByRole('button', { name: '开收购单' }).click()
  await keep(page)
  await page.getByText('请选择谁来卖').waitFor()
  await page.getByText('请填重量，例如 105 或 52.5').waitFor()
  await calm(one)
  await page.getByLabel('拼音首字母、姓名或编号').fill('sds')
  await page.getByRole('button', { name: /孙\*/ }).click()
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByRole('radio', { name: '斤', exact: true }).check()
  await page.getByLabel('毛重（斤）').fill('105')
  await page.getByLabel('皮重（斤）').fill('5')
  await page.getByRole('radio', { name: '按 %' }).check()
  await page.getByLabel('扣百分之几').fill('3')
  await page.getByRole('radio', { name: '一级', exact: true }).check()
  await page.getByLabel('单价（元/斤）').fill('2.5')
  await page.getByText('农户自产的不强制合格证').waitFor()
  await page.getByText('净重 97 斤').waitFor()
  await page.getByText('应付 242.50 元').waitFor()
  await calm(one)
  await keep(page)
  await page.getByText('已存在手机里，有网时自动发出').waitFor()

  // The next two as last time: who, the weight, done.
  for (const [asked, name, weight] of [['赵春生', /赵\*/, '85'], ['zgh', /周\*/, '65']]) {
    await page.getByRole('button', { name: '开收购单' }).click()
    await page.getByLabel('拼音首字母、姓名或编号').fill(asked)
    await page.getByRole('button', { name }).click()
    await page.getByLabel('毛重（斤）').fill(weight)
    assert.equal(await page.getByLabel('单价（元/斤）').inputValue(), '2.50')
    assert.equal(await page.getByLabel('皮重（斤）').inputValue(), '5')
    assert.ok(await page.getByRole('radio', { name: '一级', exact: true }).isChecked())
    await keep(page)
    await page.getByText(/今天收了 \d 单/).waitFor()
  }
  await page.getByText('今天收了 3 单，232.8 斤 · 116.4 公斤，582.00 元').waitFor()
  await counted(page, 3)
  await calm(one)

  // Two lots mixed and the mix handed over, none of which has a number yet.
  await page.getByRole('link', { name: /拼批/ }).click()
  await page.getByRole('checkbox').nth(0).check()
  await keep(page)
  await page.getByText('请选同一种商品的两批以上').waitFor()
  await page.getByRole('checkbox').nth(1).check()
  await page.getByText('合成 174.6 斤').waitFor()
  await page.getByLabel('收购点自己开的合格证编号').fill('CN-2026-1')
  await calm(one)
  await keep(page)
  await page.getByRole('link', { name: /交货/ }).click()
  await page.getByLabel('交给哪家').selectOption({ label: '灵官殿授权店' })
  await page.getByRole('checkbox', { name: /拼批/ }).check()
  await page.getByLabel('路上损耗（斤）').fill('4.6')
  await page.getByText('到店 170 斤').waitFor()
  await calm(one)
  await keep(page)
  await counted(page, 5)
  await page.reload()
  await counted(page, 5)
  assert.deepEqual(await entries(), [])

  // The first answer is lost on the way: sent again, and nothing twice.
  let lost = 0
  await page.route('**/point-uploads', async (route) => {
    if (lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await context.setOffline(false)
  await page.getByRole('link', { name: /待发/ }).click()
  await page.getByRole('button', { name: '现在发出' }).click({ timeout: 3000 }).catch(() => undefined)
  await allSent(page)
  assert.equal(lost, 1)
  assert.deepEqual((await entries()).map((entry) => entry.kind), ['purchase', 'purchase', 'purchase', 'repack', 'loss', 'transfer'])
  await card(page, '孙*').getByText('已收到').waitFor()
  await calm(one)
  const stock = (await scene.office.get(`/outlets/${scene.shop}/stock`)).items
  assert.deepEqual(stock.map((row) => row.on_hand), [85_000])

  // What is owed, paid on the spot with a photo of the signatures.
  await open('point')
  await page.getByText('还有 3 人的货款没付，共 582.00 元').waitFor()
  await calm(one)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/point-today.png`, fullPage: true })
  await page.getByRole('link', { name: '货款', exact: true }).click()
  await card(page, '孙*').getByText('¥242.50').waitFor()
  // Who it is beside the sum: letters, village, number, the end of the telephone number.
  assert.match(await card(page, '孙*').innerText(), /孙\* sds\s+¥242\.50\s+灵官殿镇.*#\d+ 138\*{4}0001/s)
  await page.getByRole('checkbox', { name: /孙\*/ }).check()
  await page.getByRole('checkbox', { name: /赵\*/ }).check()
  await page.getByText('已选 2 人，436.50 元').waitFor()
  await page.locator('input[type=file]').setInputFiles({ name: '签字表.jpg', mimeType: 'image/jpeg', buffer: await painted(page, 1200, 900) })
  await page.getByRole('img', { name: '照片 1' }).waitFor()
  await calm(one)
  await page.getByRole('button', { name: '已付现金，本人已签字' }).click()
  await page.getByRole('button', { name: '已付清' }).click()
  await allSent(page)
  await card(page, '2 人').getByText('已付清').waitFor()
  assert.equal(await page.getByRole('checkbox', { name: /孙\*/ }).count(), 0)
  await calm(one)
  const [list] = (await scene.office.get('/payment-lists')).items
  assert.deepEqual([list.total_fen, list.paid_fen, list.people], [43_650, 43_650, 2])
  assert.equal((await scene.office.get(`/payment-lists/${list.id}/evidence`)).items.length, 1)
  await context.close()
})

test('at twice the text size, in sunlight, and in English nothing is cut off', async () => {
  for (const look of [{ font: 32 }, { look: 'sun' }, { lang: 'en' }]) {
    const one = await phone(browser, server.url, look)
    const { page, context, open } = one
    await open()
    await page.waitForTimeout(300)
    if (look.lang === 'en') {
      await page.getByRole('radio', { name: 'Password', exact: true }).check()
      await page.getByLabel('Login').fill('qian')
      await page.getByRole('textbox', { name: 'Password' }).fill('huoshui-shaodong-2026')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('As of').waitFor()
    } else {
      await signIn(page, 'qian')
    }
    for (const hash of ['point', 'slip', 'mix', 'hand-over', 'money']) {
      await open(hash)
      await page.locator('main').getByText(/./).first().waitFor()
      if (hash === 'slip') await page.getByRole('button', { name: /孙\*/ }).click()
      await calm(one)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${look.lang ?? look.look ?? look.font}-${hash}.png`, fullPage: true })
    }
    await context.close()
  }
})

test('a cadre who reports for the village and keeps its point does both from one phone', async () => {
  const { county, office, village } = scene
  const crop = (await office.post('/crops', { name: '黄桃', season_from: day(-2).slice(5), season_to: day(60).slice(5), odd_g: 100_000_000, products: [] })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village.id], from_day: day(-10) })
  await county.person('tan', '谭守业', 'information_officer', village.id)
  const tan = (await county.admin.get('/people?q=%E8%B0%AD')).items[0]
  await county.admin.post(`/people/${tan.id}/posts`, { role: 'point_keeper', scope_id: scene.point })
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page, 'tan')
  await ready(page)
  await open('point')
  await page.getByText(/今天收了 3 单/).waitFor()
  await calm(one)
  await context.setOffline(true)
  await page.getByRole('link', { name: '今天' }).click()
  await card(page, '黄桃').getByRole('button', { name: '本期没有' }).click()
  await page.getByRole('link', { name: '收购', exact: true }).click()
  await page.getByRole('button', { name: '开收购单' }).click()
  await page.getByRole('button', { name: /周\*/ }).click()
  await page.getByRole('radio', { name: '斤', exact: true }).check()
  await page.getByLabel('毛重（斤）').fill('50')
  await page.getByLabel('单价（元/斤）').fill('')
  await keep(page)
  await page.getByText('请填到分，例如 2.50').waitFor()
  await page.getByLabel('单价（元/斤）').fill('2.50')
  await keep(page)
  await counted(page, 2)
  await context.setOffline(false)
  await allSent(page)
  assert.equal((await office.get('/supply-reports')).items.length, 1)
  assert.equal((await entries()).length, 7)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/both.png`, fullPage: true })
  await context.close()
  // Undone again, so that the others count on without it.
  await scene.keeper.post(`${scene.base}/entries/7/reversal`, { reason: '试记' })
})

test('the keeper pays the rest by list in the office, to sign and by the bank', async () => {
  const { page, errors, context } = await openPage(browser)
  await context.addCookies(cookiesOf(scene.keeper))
  await page.goto(`${server.url}/office/books/${scene.point}/owed`)
  await page.getByText('周*').waitFor()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/office-owed.png`, fullPage: true })
  await page.getByRole('checkbox', { name: /周\*/ }).check()
  await page.getByRole('button', { name: '制发放表' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '制发放表' }).click()
  await page.getByRole('heading', { name: '收购款发放表 2' }).waitFor()
  await page.getByRole('button', { name: '导出银行代发文件' }).click()
  await page.getByLabel('事由').fill('发放收购款')
  await page.getByRole('dialog').getByRole('button', { name: '导出银行代发文件' }).click()
  await page.getByText(/没有账号、不在文件里：周\*/).waitFor()
  await page.getByRole('button', { name: '记为已付' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '记为已付' }).click()
  await page.locator('main').getByText('现金签收').waitFor()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/office-list.png`, fullPage: true })
  const [row] = (await scene.office.get('/points-owed')).items
  assert.deepEqual([row.on_account_fen, row.paid_fen, row.owed_fen], [58_200, 58_200, 0])
  assert.deepEqual(errors, [])
  await context.close()

  const county = await openPage(browser)
  await county.context.addCookies(cookiesOf(scene.office))
  await county.page.goto(`${server.url}/office/points-owed`)
  await county.page.getByText('梧桐村收购点').waitFor()
  if (process.env.SHOTS) await county.page.screenshot({ path: `${process.env.SHOTS}/office-county.png`, fullPage: true })
  assert.deepEqual(county.errors, [])
  await county.context.close()
})
