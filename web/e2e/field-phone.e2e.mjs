// The field app and its phone: bound, lost, handed on, signed out; two tabs; a new version; browsers that cannot.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, counted, openVillage, phone, ready, reportSupply, signIn } from './lib/field.mjs'
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

/** What lies on the phone: names where they tell something, counts where they do not. */
const onDisk = (page) => page.evaluate(async () => {
  const db = await new Promise((done) => { const ask = indexedDB.open('huoshui-field'); ask.onsuccess = () => done(ask.result) })
  const found = {}
  for (const store of db.objectStoreNames) {
    const keys = await new Promise((done) => { const ask = db.transaction(store).objectStore(store).getAllKeys(); ask.onsuccess = () => done(ask.result) })
    found[store] = ['kept', 'keys'].includes(store) ? keys.sort() : keys.length
  }
  db.close()
  return found
})

const reports = async (state = '') => (await scene.li.get(`/supply-reports?state=${state}&sort=-told_at`)).items

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

  // Lost: ended from outside. The phone shows nothing any more, and nothing is left on it but what never arrived.
  await card(page, '黄桃').waitFor()
  await scene.li.post(`/posts/${zhang.id}/device-endings`)
  await open('survey')
  await page.getByLabel('面积（亩）').fill('12')
  await page.waitForTimeout(700)
  await reportSupply(one, '88')
  await page.getByText('没发出的 1 条加密留着').waitFor()
  await calm(one)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/field-ended.png`, fullPage: true })
  const left = { counters: 2, kept: ['me'], keys: ['aes'], outbox: 1, photos: 0 }
  assert.deepEqual(await onDisk(page), left)
  await page.reload()
  for (const hash of ['', 'mine', 'outbox', 'settings', 'supply']) {
    await open(hash)
    await page.getByRole('button', { name: '绑定这部手机' }).waitFor()
    const shown = await page.locator('body').innerText()
    for (const secret of ['张小兰', '88斤', '黄桃', scene.village.name]) assert.ok(!shown.includes(secret), `${secret} is shown at #/${hash}`)
  }
  assert.deepEqual(await onDisk(page), left)

  // Its own person binds it again: what waited goes.
  await page.goto(server.url + (await offer(zhang)).path)
  await page.getByText('取自县里').waitFor()
  await allSent(page)
  assert.ok((await reports()).some((row) => row.said === '88斤'))

  // Ended once more, and another person takes the phone.
  await scene.li.post(`/posts/${zhang.id}/device-endings`)
  await reportSupply(one, '89')
  await page.getByText('没发出的 1 条加密留着').waitFor()
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
  await reportSupply(one, '55')
  await page.getByText('登录已失效').waitFor()
  await calm(one)
  await page.reload()
  await page.getByText('登录已失效').waitFor()
  await counted(page, 1)
  await page.getByRole('link', { name: '重新登录' }).click()
  await signIn(page)
  await allSent(page)
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
  await reportSupply(one, '66')
  await other.waitForFunction(() => document.querySelector('nav .count'))
  uploads = 0
  await context.setOffline(false)
  for (const tab of [page, other]) await allSent(tab)
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
