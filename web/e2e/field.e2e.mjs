// The field app on a phone without a network for most of the day: filled in, reloaded, sent, sent again after an answer
// that was lost, refused beside good ones, contradicted by another phone. Real binary, real browser, real worker.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, counted, day, openVillage, painted, phone, ready, reportSupply, signIn } from './lib/field.mjs'
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
  await counted(page, 1)

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
  await allSent(page)
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
  // A window two years away: the phone does not judge it, the county does.
  const kept = page.getByRole('heading', { name: '随时可报' })
  await reportSupply(one, '300', () => page.getByLabel('到哪天止').fill(day(700)))
  await kept.waitFor()
  await reportSupply(one, '400')
  await kept.waitFor()
  await open('survey')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('面积（亩）').fill('30')
  await page.getByLabel('预计产量').fill('5万')
  await page.getByLabel('从哪天起有').fill(day(10))
  await page.getByLabel('到哪天止').fill(day(40))
  await calm(one)
  await page.getByRole('button', { name: '存好并发出' }).click()
  await open('outbox')
  await counted(page, 3)
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
  await allSent(page)
  await open('outbox')
  await card(page, '300斤').getByText('已收到').waitFor()
  assert.equal(await page.getByText('没收').count(), 0)
  const seqs = (await scene.li.get('/supply-reports?state=&limit=100')).items
  assert.ok(seqs.some((row) => row.kind === 'survey' && row.area_centimu === 3000))
  await context.close()
})

test('two phones said different things: both values, one choice', async () => {
  // 7万余公斤 of one phone and 300斤 of another stand for one period; 400斤 was the other's own earlier word, which it took back.
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await page.getByText('同一期有两份不一样的上报').waitFor()
  await page.getByRole('button', { name: '对照并选定' }).click()
  await card(page, '7万余公斤').waitFor()
  await card(page, '300斤').waitFor()
  assert.equal(await card(page, '400斤').count(), 0)
  await calm(one)
  await card(page, '300斤').getByRole('button', { name: '以这个为准' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()
  await allSent(page)
  assert.deepEqual((await reports()).filter((row) => row.kind === 'supply').map((row) => row.said), ['300斤'])
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

test('what was told in error is taken back while nobody has decided', async () => {
  const told = { unsalable: { grade: 'may_become', quantity: { said: '800斤' }, ripe_on: day(1), spoil_on: day(9) } }
  const now = new Date().toISOString()
  const item = { id: '0190f3a2-7b1c-7def-8abc-0123456789ab', seq: 1, made_at: now, division: scene.village.id, crop: scene.peach, what: told }
  await scene.zhang.post('/supply-uploads', { via: 'app', device: '旧手机', device_now: now, items: [item] })
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await open('mine')
  await card(page, '800斤').click()
  await page.getByText('报错了，撤回').click()
  await page.getByRole('button', { name: '撤回这条上报' }).click()
  await page.getByText('必填，且不超过 300 字').waitFor()
  await calm(one)
  await page.getByLabel('为什么撤回').fill('已经卖出去了')
  await page.getByRole('button', { name: '撤回这条上报' }).click()
  await page.getByText('已撤回', { exact: true }).waitFor()
  await page.getByText('已经卖出去了').waitFor()
  await calm(one)
  await context.close()
})
