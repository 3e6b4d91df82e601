// The field app in Chromium 80, the oldest engine that it promises to run in: an officer, a keeper and a producer
// signed in, offline, reloaded, filled in, sent. `npm run e2e -- --old` fetches the engine; without it there is nothing to test here.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { PASSWORD } from './lib/county.mjs'
import { day, heldAs, openVillage, pickHeld } from './lib/field.mjs'
import { oldPage } from './lib/old-engine.mjs'
import { openPoint } from './lib/point.mjs'
import { openProducer } from './lib/producer.mjs'
import { startServer } from './lib/server.mjs'

const binary = process.env.HUOSHUI_CHROMIUM_80
const skip = binary ? false : 'npm run e2e -- --old brings Chromium 80'

let server, scene, page
before(async () => {
  if (skip) return
  server = await startServer()
  scene = await openVillage(server)
  page = await oldPage(binary)
})
after(async () => {
  await page?.close()
  await server?.stop()
})

/** Signs in as somebody, waits for a first text of the server's, and until the app is there without a network too. */
async function enter(on, url, login, first) {
  await on.goto(`${url}/field/`)
  await on.press('密码')
  await on.fill('登录名', login)
  await on.fill('密码', PASSWORD)
  await on.press('登录')
  await on.shown(first)
  await on.until(() => navigator.serviceWorker.controller !== null)
}

test('Chromium 80 reports without a network and sends once there is one', { skip }, async () => {
  await enter(page, server.url, 'zhang', '取自县里')
  assert.match(await page.run(() => navigator.userAgent), /Chrome\/80/)
  if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/field-80.png`, await page.picture())

  await page.offline(true)
  await page.reload()
  await page.shown('没有网络')
  await page.press('填数量')
  await page.fill('数量', '6万')
  await page.press('公斤')
  await page.press('余')
  await page.shown('合 至少 120,000 斤（60,000 公斤）')
  await page.press('存好并发出')
  await page.shown('已存在手机里，有网时自动发出')
  await page.reload()
  await page.until(() => document.querySelector('nav .count') !== null)

  await page.offline(false)
  await page.run(() => { location.hash = '#/outbox' })
  await page.shown('已收到')
  assert.deepEqual((await scene.li.get('/supply-reports')).items.map((row) => row.said), ['6万余公斤'])

  // The picture for a chat is drawn.
  await page.run(() => { location.hash = '#/mine' })
  await page.until(() => document.querySelector('a[href*="share"]') !== null)
  await page.run(() => document.querySelector('a[href*="share"]').click())
  assert.equal(await page.until(() => (document.querySelector('main img') || {}).naturalWidth), 1080)

  // A photo is shrunk, and the longest form fits.
  await page.run(() => { location.hash = '#/unsalable' })
  await page.shown('现场照片')
  await page.run(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 20 })
    canvas.getContext('2d').fillRect(0, 0, 9, 9)
    const photo = new File([await new Promise((done) => canvas.toBlob(done, 'image/png'))], '果园.png', { type: 'image/png' })
    const chosen = new DataTransfer()
    chosen.items.add(photo)
    const input = document.querySelector('input[type=file]')
    input.files = chosen.files
    input.dispatchEvent(new Event('change'))
  })
  assert.equal(await page.until(() => (document.querySelector('main img') || {}).naturalWidth), 2000)

  // A photo taken upright stands upright, though this engine does not turn it.
  await page.run(() => { document.querySelector('main li button').click() })
  await page.until(() => document.querySelector('main img') === null)
  await page.run(pickHeld)
  assert.deepEqual(await page.until(heldAs), [200, 300, 'right top'])
  assert.equal(await page.run(() => document.documentElement.scrollWidth > innerWidth), false)
  assert.deepEqual(page.errors, [])
})

test('Chromium 80 takes goods in at a collection point without a network, and they are in the book once', { skip }, async (t) => {
  const own = await startServer()
  t.after(() => own.stop())
  const point = await openPoint(own)
  const phone = await oldPage(binary)
  t.after(() => phone.close())
  await enter(phone, own.url, 'qian', '取自县里')
  await phone.offline(true)
  await phone.reload()
  await phone.shown('没有网络')
  await phone.press('开收购单')
  await phone.fill('拼音首字母、姓名或编号', 'sds')
  await phone.until(() => {
    const found = [...document.querySelectorAll('button')].find((one) => one.innerText.includes('孙*'))
    if (found) found.click()
    return Boolean(found)
  })
  for (const choice of ['黄桃', '斤']) await phone.press(choice)
  for (const [label, text] of [['毛重', '105'], ['皮重', '5'], ['单价', '2.5']]) await phone.fill(label, text)
  await phone.press('一级')
  await phone.shown('应付 250.00 元')
  if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/point-80.png`, await phone.picture())
  assert.equal(await phone.run(() => document.documentElement.scrollWidth > innerWidth), false)
  await phone.press('存好并发出')
  await phone.shown('今天收了 1 单')
  await phone.reload()
  await phone.shown('今天收了 1 单')
  await phone.offline(false)
  await phone.until(() => document.querySelector('nav .count') === null)
  const entries = (await point.keeper.get(`${point.base}/entries`)).items
  assert.deepEqual(entries.map((one) => one.total_fen), [25_000])
  assert.deepEqual(phone.errors, [])
})

test('Chromium 80 names whose goods do not sell, and closes all that waits into a file for the county', { skip }, async (t) => {
  const own = await startServer()
  t.after(() => own.stop())
  const county = await openProducer(own)
  const phone = await oldPage(binary)
  t.after(() => phone.close())
  const [post] = (await county.li.get('/posts?role=information_officer')).items
  await phone.goto(own.url + (await county.li.post(`/posts/${post.id}/device-codes`)).path)
  await phone.shown('取自县里')
  await phone.until(() => navigator.serviceWorker.controller !== null)
  await phone.offline(true)
  await phone.reload()
  await phone.shown('没有网络')
  await phone.run(() => { location.hash = '#/unsalable' })
  await phone.shown('谁家的')
  await phone.fill('谁家的（选填）', 'lgd')
  await phone.press('灵官殿黄桃专业合作社')
  await phone.shown('不是这家')
  await phone.fill('数量', '2000')
  await phone.fill('哪天会坏', day(9))
  if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/owner-80.png`, await phone.picture())
  assert.equal(await phone.run(() => document.documentElement.scrollWidth > innerWidth), false)
  await phone.press('存好并发出')
  await phone.shown('已存在手机里，有网时自动发出')
  await phone.run(() => { location.hash = '#/outbox' })
  await phone.shown('存成文件')
  // The file that would be saved is read instead.
  await phone.run(() => {
    const make = URL.createObjectURL
    URL.createObjectURL = (file) => { file.text().then((text) => { window.saved = text }); return make(file) }
  })
  await phone.press('存成文件')
  const file = await phone.until(() => window.saved)
  const form = new FormData()
  form.set('file', new Blob([file], { type: 'text/plain' }), '待发.txt')
  const { items } = await county.li.post('/supply-bundles', form)
  assert.deepEqual(items.map(({ went, kind }) => [went, kind]), [['taken', 'unsalable']])
  const [report] = (await county.li.get('/unsalable-reports')).items
  assert.deepEqual([report.said, report.via, report.producer], ['2000斤', 'bundle', county.producer])
  assert.deepEqual(phone.errors, [])
})

test('Chromium 80 speaks for a producer: renews as last time, proposes less, knows it without a network', { skip }, async (t) => {
  const own = await startServer()
  t.after(() => own.stop())
  const county = await openProducer(own)
  const offer = await county.offer('1000公斤', 800, { producer: county.producer })
  const phone = await oldPage(binary)
  t.after(() => phone.close())
  await enter(phone, own.url, 'sun', '快到期')
  await phone.press('照上次申请续期')
  await phone.shown('产品没有变：按续期办，由县里复核。')
  await phone.press('申报')
  await phone.shown('已申请续期，等县里复核')

  await phone.press('对接')
  await phone.until(() => {
    const found = document.querySelector('a[href*="offer/"]')
    if (found) found.click()
    return Boolean(found)
  })
  await phone.shown('改一改再谈')
  await phone.run(() => { document.querySelector('details').open = true })
  await phone.fill('数量（斤）', '1000')
  await phone.press('没有这么多')
  if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/producer-80.png`, await phone.picture())
  assert.equal(await phone.run(() => document.documentElement.scrollWidth > innerWidth), false)
  await phone.press('提出改动')
  await phone.shown('我方提出改动')
  const { acts } = await county.office.get(`/offers/${offer}`)
  assert.deepEqual(acts.map(({ act, kg }) => [act, kg]), [['sent', null], ['village_proposed', 500]])

  await phone.offline(true)
  await phone.reload()
  await phone.shown('我方提出改动')
  assert.deepEqual(phone.errors, [])
})

test('Chromium 80 surveys from household to household without a network', { skip }, async (t) => {
  const own = await startServer()
  t.after(() => own.stop())
  const village = await openVillage(own)
  for (const name of ['孙大山', '周小河']) await village.office.post('/households', { division: village.village.id, head: { name } })
  await village.office.post('/survey-rounds', { name: '秋季摸底', from_day: day(0), due_day: day(10) })
  const phone = await oldPage(binary)
  t.after(() => phone.close())
  await enter(phone, own.url, 'zhang', '取自县里')
  await phone.offline(true)
  await phone.reload()
  await phone.shown('没有网络')
  await phone.press('按户填')
  await phone.shown('已答 0 户，本村登记 2 户')
  await phone.fill('哪一户', 'sds')
  await phone.until(() => {
    const found = [...document.querySelectorAll('button')].find((one) => one.innerText.includes('孙* sds'))
    if (found) found.click()
    return Boolean(found)
  })
  for (const [label, text] of [['面积（亩）', '3.5'], ['预计产量', '2000'], ['从哪天起有', day(2)], ['到哪天止', day(30)]]) await phone.fill(label, text)
  if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/households-80.png`, await phone.picture())
  assert.equal(await phone.run(() => document.documentElement.scrollWidth > innerWidth), false)
  await phone.press('存好，填下一户')
  await phone.shown('已答 1 户，本村登记 2 户')
  await phone.press('没有')
  await phone.shown('已答 2 户，本村登记 2 户')
  await phone.shown('合计 3.5 亩，2,000 斤 · 1,000 公斤')
  await phone.offline(false)
  await phone.until(() => document.querySelector('nav .count') === null)
  const [row] = (await village.office.get('/survey-rounds/1/answers')).items
  assert.deepEqual([row.grams, row.household_count], [1_000_000, 2])
  assert.deepEqual(phone.errors, [])
})
