// The field app on a phone without a network for most of the day: filled in, reloaded, sent, sent again after an answer
// that was lost, refused beside good ones, contradicted by another phone. Real binary, real browser, real worker.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch } from './lib/browser.mjs'
import { day, openVillage, phone, ready, signIn } from './lib/field.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openVillage(server)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const card = (page, text) => page.locator('.hs-card', { hasText: text })
const count = (page) => page.getByRole('link', { name: /^待发/ })
async function calm({ page, problems }) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.deepEqual([...await violations(page), ...problems()], [])
  assert.ok(wide <= 0, `${wide} px too wide`)
}
const reports = async (state = '') => (await scene.li.get(`/supply-reports?state=${state}&sort=-told_at`)).items

test('from sign-in to the first report, and all that a phone without a network has to do', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await page.getByRole('button', { name: '绑定这部手机' }).waitFor()
  await calm(one)
  await signIn(page)
  await ready(page)
  await card(page, '黄桃').waitFor()
  await calm(one)

  // No network: reload, fill in, reload again.
  await context.setOffline(true)
  await page.reload()
  await card(page, '黄桃').getByRole('button', { name: '填数量' }).click()
  await page.getByLabel('数量').fill('6万')
  await page.getByRole('radio', { name: '公斤', exact: true }).check()
  await page.getByRole('radio', { name: '余', exact: true }).check()
  await page.getByText('合 至少 120,000 斤（60,000 公斤）').waitFor()
  await page.getByLabel('价格（元/斤）').fill('2.5')
  await page.getByText('合每公斤 5.00 元').waitFor()
  await calm(one)
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('已存在手机里，有网时自动发出').waitFor()
  assert.equal(await card(page, '黄桃').count(), 0, 'answered, even before it was sent')
  await page.reload()
  assert.match(await count(page).innerText(), /1/)

  // Half a form survives a reload as well.
  await open('survey')
  await page.getByLabel('面积（亩）').fill('12.5')
  await page.waitForTimeout(700)
  await page.reload()
  await page.getByText('接着上次没填完的').waitFor()
  assert.equal(await page.getByLabel('面积（亩）').inputValue(), '12.5')

  // Nothing of it lies open on the disk.
  const raw = await page.evaluate(async () => {
    const db = await new Promise((done) => { const ask = indexedDB.open('huoshui-field'); ask.onsuccess = () => done(ask.result) })
    const texts = []
    for (const store of db.objectStoreNames) {
      const values = await new Promise((done) => { const ask = db.transaction(store).objectStore(store).getAll(); ask.onsuccess = () => done(ask.result) })
      for (const value of values) texts.push(`${store} ${JSON.stringify(value, (_, v) => (v instanceof ArrayBuffer ? new TextDecoder('latin1').decode(v) + new TextDecoder().decode(v) : v instanceof CryptoKey ? `key ${v.extractable}` : v))}`)
    }
    return texts.join('\n')
  })
  assert.match(raw, /outbox/)
  assert.match(raw, /keys "key false"/)
  for (const secret of ['万余', '黄桃', '张小兰', '12.5', 'supply', scene.village.name]) assert.ok(!raw.includes(secret), `${secret} can be read`)

  // The network is back: it goes by itself, and once.
  await context.setOffline(false)
  await page.waitForFunction(() => !document.querySelector('nav .count'))
  assert.deepEqual((await reports()).map((row) => [row.said, row.fen_per_kg, row.bound]), [['6万余公斤', 500, 'at_least']])
  await open('outbox')
  await card(page, '6万余公斤').getByText('已收到').waitFor()
  await calm(one)
  await context.close()
})

test('an answer that was lost costs a second try and doubles nothing', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  let lost = 0
  await page.route('**/api/v1/supply-uploads', async (route) => {
    if (lost >= 3) return route.continue()
    lost += 1
    // The server takes it, the phone never hears of it.
    const answer = await route.fetch()
    assert.equal(answer.status(), 200)
    return route.abort()
  })
  await open('mine')
  await page.getByRole('link', { name: '更正' }).first().click()
  await page.getByLabel('数量').fill('7万')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('连不上').or(page.getByText('没有网络。')).first().waitFor()
  await open('outbox')
  const entry = card(page, '7万余公斤')
  await entry.getByText('待发').waitFor()
  assert.equal(await entry.getByRole('button', { name: '不发了' }).count(), 0, 'what may have arrived is not taken back')
  await page.getByRole('button', { name: '现在发出' }).click()
  await entry.getByText('已收到').waitFor()
  assert.equal(lost, 3)
  assert.deepEqual((await reports()).map((row) => row.said), ['7万余公斤'])
  assert.equal((await reports('replaced')).length, 1)
  await context.close()
})

test('a refused item says why beside good ones, and is mended', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  const supply = async (amount, fill = async () => {}) => {
    await open('supply')
    await page.getByRole('radio', { name: '黄桃', exact: true }).check()
    await page.getByLabel('数量').fill(amount)
    await fill()
    await page.getByRole('button', { name: '存好并发出' }).click()
    await page.getByRole('heading', { name: '随时可报' }).waitFor()
  }
  // A window two years away: the phone does not judge it, the county does.
  await supply('300', () => page.getByLabel('到哪天止').fill(day(700)))
  await supply('400')
  await open('survey')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('面积（亩）').fill('30')
  await page.getByLabel('预计产量').fill('5万')
  await page.getByLabel('从哪天起有').fill(day(10))
  await page.getByLabel('到哪天止').fill(day(40))
  await calm(one)
  await page.getByRole('button', { name: '存好并发出' }).click()
  await open('outbox')
  assert.match(await count(page).innerText(), /3/)
  await context.setOffline(false)
  await card(page, '300斤').getByText('没收').waitFor()
  assert.match(await card(page, '300斤').innerText(), /起止日期应先后有序，且在前后一年之内/)
  await card(page, '400斤').getByText('已收到').waitFor()
  await card(page, '摸底 30 亩').getByText('已收到').waitFor()
  await calm(one)
  await card(page, '300斤').getByRole('button', { name: '改一下再发' }).click()
  assert.equal(await page.getByLabel('数量').inputValue(), '300')
  await page.getByLabel('到哪天止').fill(day(20))
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.waitForFunction(() => !document.querySelector('nav .count'))
  await open('outbox')
  await card(page, '300斤').getByText('已收到').waitFor()
  assert.equal(await page.getByText('没收').count(), 0)
  const seqs = (await scene.li.get('/supply-reports?state=&limit=100')).items
  assert.ok(seqs.some((row) => row.kind === 'survey' && row.area_centimu === 3000))
  await context.close()
})

test('two phones said different things: both values, one choice', async () => {
  // By now 7万余公斤, 400斤 and 300斤 stand for one period.
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await page.getByText('同一期有两份不一样的上报').waitFor()
  await page.getByRole('button', { name: '对照并选定' }).click()
  await card(page, '400斤').waitFor()
  await card(page, '300斤').waitFor()
  await calm(one)
  await card(page, '400斤').getByRole('button', { name: '以这个为准' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()
  await page.waitForFunction(() => !document.querySelector('nav .count'))
  assert.deepEqual((await reports()).filter((row) => row.kind === 'supply').map((row) => row.said), ['400斤'])
  assert.equal((await reports('conflict')).length, 0)
  await context.close()
})

test('produce that does not sell: told offline with a photo, confirmed, passed on as text', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await open('unsalable')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByRole('radio', { name: '快成熟，销路没着落' }).check()
  await page.getByLabel('数量').fill('100')
  await page.getByRole('radio', { name: '箱', exact: true }).check()
  await page.getByRole('radio', { name: '约', exact: true }).check()
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('请写每箱多少斤').waitFor()
  await page.getByLabel('每箱多少斤').fill('12.5')
  await page.getByLabel('哪天成熟').fill(day(3))
  await page.getByLabel('哪天会坏').fill(day(10))
  await page.getByLabel('价格（元/斤）').fill('1.8')
  await page.locator('input[type=file]').setInputFiles({ name: '果园.jpg', mimeType: 'image/jpeg', buffer: await painted(page, 3000, 2000) })
  await page.getByRole('img', { name: '照片 1' }).waitFor()
  await calm(one)
  await page.getByRole('button', { name: '存好并发出' }).click()
  await open('outbox')
  await card(page, '滞销照片').getByText('等它的上报发出').waitFor()
  await context.setOffline(false)
  await card(page, '滞销照片').getByText('已收到').waitFor()
  const [told] = (await scene.li.get('/unsalable-reports')).items
  assert.deepEqual([told.said, told.grams, told.grade, told.fen_per_kg], ['约100箱', 625_000, 'near_ripe', 360])
  const kept = (await scene.li.get(`/unsalable-reports/${told.id}/evidence`)).items
  assert.deepEqual([kept.length, kept[0].kind, kept[0].media_type], [1, 'photo', 'image/jpeg'])

  await scene.li.post(`/unsalable-reports/${told.id}/acts`, { act: 'confirmed', reason: '到现场看过，属实' })
  await page.reload()
  await open('mine')
  await card(page, '约100箱').getByText('已认定').waitFor()
  await calm(one)
  await context.setOffline(true)
  await card(page, '约100箱').click()
  await page.getByText('到现场看过，属实').waitFor()
  await page.getByText(/黄桃 约100箱找销路，.*，1.80 元\/斤。/).waitFor()
  await calm(one)
  await context.close()
})

test('a phone is bound by QR or by six digits, ended by the township, and changes hands with a question', async () => {
  const posts = (await scene.li.get('/posts?role=information_officer&limit=10')).items
  const offer = (of) => scene.li.post(`/posts/${of.id}/device-codes`)
  const [zhang, tan] = ['张小兰', '谭某'].map((name) => posts.find((post) => post.person_name === name || post.name === name))
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  const code = await offer(zhang)
  await page.goto(server.url + code.path)
  await page.getByText('取自县里').waitFor()
  assert.ok(!page.url().includes('bind'), 'the code does not stay in the address')
  await page.goto(`${server.url}/field/?used`)
  await page.goto(server.url + code.path)
  await page.getByText('二维码或六位数字不对、已用过或已过期').waitFor()
  await calm(one)
  await page.getByRole('button', { name: '用别的方式登录' }).click()
  assert.equal(await page.getByText('登录已失效').count(), 0, 'a code that is dead ends no session')

  // Lost: ended from outside. What was filled in stays, until another person takes the phone.
  await scene.li.post(`/posts/${zhang.id}/device-endings`)
  await open('supply')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill('88')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('登录已失效').waitFor()
  await open('sign-in')
  await page.getByLabel('登录名').fill('tan')
  await page.getByLabel('六位数字').last().fill((await offer(tan)).digits)
  await page.getByRole('button', { name: '绑定这部手机' }).click()
  await page.getByText('手机里还有张小兰的 1 条没有发出').waitFor()
  await calm(one)
  await page.getByRole('dialog').getByRole('button', { name: '清除并登录' }).click()
  await page.getByText('取自县里').waitFor()
  assert.equal(await page.locator('nav .count').count(), 0)
  await open('settings')
  await page.getByText(/^谭某/).waitFor()
  await context.close()
})

test('a session that is gone asks for signing in again and keeps the outbox; signing out clears the phone', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  const before = await context.cookies()
  await context.clearCookies()
  await open('supply')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill('55')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('登录已失效').waitFor()
  await calm(one)
  await page.reload()
  await page.getByText('登录已失效').waitFor()
  assert.match(await count(page).innerText(), /1/)
  await page.getByRole('link', { name: '重新登录' }).click()
  await signIn(page)
  await page.waitForFunction(() => !document.querySelector('nav .count'))
  assert.ok((await reports()).some((row) => row.said === '55斤'))
  assert.ok(before.length > 0)

  await open('settings')
  await page.getByText('没有网络也能打开').waitFor()
  await page.getByText('阳光下（高对比）').waitFor()
  await page.getByRole('radio', { name: '阳光下（高对比）' }).check()
  await calm(one)
  await page.getByRole('button', { name: '退出并清除手机数据' }).click()
  await calm(one)
  await page.getByRole('dialog').getByRole('button', { name: '退出', exact: true }).click()
  await page.getByRole('button', { name: '绑定这部手机' }).waitFor()
  const left = await page.evaluate(async () => {
    const db = await new Promise((done) => { const ask = indexedDB.open('huoshui-field'); ask.onsuccess = () => done(ask.result) })
    const counts = [...db.objectStoreNames].map((store) => new Promise((done) => { const ask = db.transaction(store).objectStore(store).count(); ask.onsuccess = () => done(ask.result) }))
    return Promise.all(counts)
  })
  assert.deepEqual(left, [0, 0, 0, 0, 0])
  await context.close()
})

for (const locks of [true, false]) test(`two tabs send once${locks ? '' : ', where the browser knows no locks'}`, async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  if (!locks) await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
  await open()
  await signIn(page)
  await ready(page)
  const other = await context.newPage()
  await other.goto(`${server.url}/field/`)
  await other.getByText('取自县里').waitFor()
  let uploads = 0
  context.on('request', (request) => { if (request.url().endsWith('/supply-uploads')) uploads += 1 })
  await context.setOffline(true)
  await open('supply')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill('66')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await other.waitForFunction(() => document.querySelector('nav .count'))
  uploads = 0
  await context.setOffline(false)
  for (const tab of [page, other]) await tab.waitForFunction(() => !document.querySelector('nav .count'))
  assert.equal(uploads, 1)
  await context.close()
})

test('a new version waits for a tap and leaves the outbox alone', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await page.getByRole('link', { name: /^报货源/ }).click()
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill('77')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.waitForFunction(() => document.querySelector('nav .count'))
  // The county stays away for reports, while the new version comes in.
  await page.route('**/api/v1/**', (route) => route.abort())
  await context.setOffline(false)
  await page.evaluate(() => navigator.serviceWorker.register('/field/sw.js?next', { scope: '/field/' }))
  await page.getByText('有新版本').waitFor()
  await calm(one)
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: '换新版本' }).click()
  await reloaded
  await page.waitForFunction(() => navigator.serviceWorker.controller?.scriptURL.endsWith('?next') && document.querySelector('nav .count'))
  await page.unroute('**/api/v1/**')
  await open('outbox')
  await page.reload()
  await card(page, '77斤').getByText('已收到').waitFor()
  await context.close()
})

test('inside WeChat without storage, and in an engine that is too old, a plain page says what to do', async () => {
  const wechat = await phone(browser, server.url, { agent: 'Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0' })
  await wechat.context.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') } })
  await wechat.open()
  await wechat.page.getByText('在浏览器打开').waitFor()
  await calm(wechat)
  await wechat.context.close()
  const old = await phone(browser, server.url)
  await old.page.route('**/field/probe.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }))
  await old.open()
  await old.page.getByText('这个浏览器太旧').waitFor()
  await old.context.close()
})

/** A photo of this size, as a phone would take it. */
async function painted(page, width, height) {
  const url = await page.evaluate(([w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
    const pen = canvas.getContext('2d')
    for (let n = 0; n < 2000; n += 1) {
      pen.fillStyle = `hsl(${(n * 37) % 360} 60% 50%)`
      pen.fillRect((n * 613) % w, (n * 397) % h, 180, 120)
    }
    return canvas.toDataURL('image/jpeg', 0.9)
  }, [width, height])
  return Buffer.from(url.split(',')[1], 'base64')
}
