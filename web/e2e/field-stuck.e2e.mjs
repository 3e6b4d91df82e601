// What goes wrong with one thing stops no other: a photo that the county does not take, an item over which the server
// breaks, a phone that is full, a picture that is gone, a report that is dropped. Real binary, real browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, counted, day, heldAs, openVillage, painted, phone, pickHeld, ready, reportSupply, signIn } from './lib/field.mjs'
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

const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const keep = (page) => page.getByRole('button', { name: '存好并发出' }).click()
const refusal = (status, code, title) => ({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title, status, code }) })

/** Fills in what does not sell, with so many photos. */
async function unsalable({ page, open }, amount, photos, spoil = 10, width = 600) {
  await open('unsalable')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill(amount)
  await page.getByLabel('哪天会坏').fill(day(spoil))
  for (let n = 1; n <= photos; n += 1) {
    await page.locator('input[type=file]').setInputFiles({ name: `果园${n}.jpg`, mimeType: 'image/jpeg', buffer: await painted(page, width + n, width / 1.5) })
    await page.getByRole('img', { name: `照片 ${n}` }).waitFor()
  }
}

test('a photo that is not taken keeps its reason, while the others and the lists go on', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  // The pause before the phone tries again by itself does not end meanwhile.
  await page.clock.setFixedTime(Date.now())
  await unsalable(one, '500', 3)
  await keep(page)
  await counted(page, 4)
  let refused = ''
  const answers = []
  await page.route('**/unsalable-reports/*/evidence', (route) => {
    const body = route.request().postDataBuffer()?.toString('latin1') ?? ''
    const name = /filename="([^"]+)"/.exec(body)?.[1] ?? '?'
    refused ||= name
    answers.push(name === refused ? 403 : 200)
    return name === refused ? route.fulfill(refusal(403, 'edge.not_allowed', '你的岗位现在不能在这里添加材料')) : route.continue()
  })
  const fetched = page.waitForResponse((response) => response.url().endsWith('/supply-today'))
  await context.setOffline(false)
  await fetched
  await open('outbox')
  await card(page, '你的岗位现在不能在这里添加材料').getByText('待发').waitFor()
  await page.waitForFunction(() => [...document.querySelectorAll('.hs-card')].filter((one) => /滞销照片/.test(one.innerText) && /已收到/.test(one.innerText)).length === 2)
  await calm(one)
  await shot(page, 'field-stuck-photo')
  const [told] = (await scene.li.get('/unsalable-reports')).items
  assert.equal((await scene.li.get(`/unsalable-reports/${told.id}/evidence`)).items.length, 2)
  assert.deepEqual(answers.filter((status) => status === 200).length, 2)

  // A reload does not press it on the county again; a hand does, and this time it is taken.
  const before = answers.length
  await page.reload()
  await page.getByText('你的岗位现在不能在这里添加材料').waitFor()
  await open('')
  await page.getByText('取自县里').waitFor()
  assert.equal(answers.length, before)
  await page.unroute('**/unsalable-reports/*/evidence')
  await open('outbox')
  await page.getByRole('button', { name: '现在发出' }).click()
  await allSent(page)
  assert.equal((await scene.li.get(`/unsalable-reports/${told.id}/evidence`)).items.length, 3)
  await context.close()
})

test('a photo that is too slow for the line goes again as a smaller one, and holds up nothing meanwhile', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await page.clock.install()
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await unsalable(one, '900', 1, 10, 3000)
  await keep(page)
  await counted(page, 2)
  const sizes = []
  await page.route('**/unsalable-reports/*/evidence', (route) => {
    sizes.push(route.request().postDataBuffer().length)
    // The first is taken by nobody: a line that carries nothing.
    return sizes.length === 1 ? undefined : route.continue()
  })
  const asked = page.waitForRequest('**/unsalable-reports/*/evidence')
  await context.setOffline(false)
  await asked
  await open('outbox')
  await card(page, '滞销 900斤').getByText('已收到').waitFor()
  await page.clock.fastForward(181_000)
  await card(page, '网太慢，等太久没有发完').getByText('待发').waitFor()
  await calm(one)
  await page.getByRole('button', { name: '现在发出' }).click()
  await allSent(page)
  assert.equal(sizes.length, 2)
  assert.ok(sizes[1] < sizes[0] / 2, `${sizes}`)
  await context.close()
})

test('a photo that was taken upright stands upright', async () => {
  const { page, context, open } = await phone(browser, server.url)
  await open()
  await signIn(page)
  await open('unsalable')
  await page.getByText('现场照片').waitFor()
  await page.evaluate(pickHeld)
  await page.getByRole('img', { name: '照片 1' }).waitFor()
  await page.waitForFunction(() => document.querySelector('main img')?.naturalWidth)
  assert.deepEqual(await page.evaluate(heldAs), [200, 300, 'right top'])
  await context.close()
})

test('an item over which the server breaks stands alone, and the others go', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  for (const amount of ['31', '32', '33', '34', '35']) {
    await reportSupply(one, amount)
    await page.getByRole('heading', { name: '随时可报' }).waitFor()
  }
  await counted(page, 5)
  let uploads = 0
  await page.route('**/supply-uploads', (route) => {
    uploads += 1
    return /"32斤"/.test(route.request().postData() ?? '') ? route.fulfill(refusal(500, 'edge.broken', '程序出错')) : route.continue()
  })
  await open('outbox')
  await context.setOffline(false)
  await card(page, '32斤').getByText('县里的系统在这条上出错').waitFor()
  for (const amount of ['31', '33', '34', '35']) await card(page, `${amount}斤`).getByText('已收到').waitFor()
  await card(page, '32斤').getByText('待发').waitFor()
  await calm(one)
  await shot(page, 'field-stuck-item')
  assert.ok(uploads <= 8, `${uploads} uploads to find one of five`)
  await page.unroute('**/supply-uploads')
  await page.getByRole('button', { name: '现在发出' }).click()
  await allSent(page)
  // All arrived; of one phone the last word stands, although the second came last.
  const said = async (state) => (await scene.li.get(`/supply-reports?state=${state}&limit=100`)).items.map((row) => row.said).filter((text) => /^3\d斤$/.test(text)).sort()
  assert.deepEqual([await said(''), await said('replaced')], [['35斤'], ['31斤', '32斤', '33斤', '34斤']])
  await context.close()
})

test('a phone that is full says so, keeps nothing by halves, and nothing twice', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  // Room for the app and its lists, not for photos as well; told before the engine first asks, since it remembers that for long.
  const engine = await context.newCDPSession(page)
  const room = (bytes) => engine.send('Storage.overrideQuotaForOrigin', { origin: server.url, ...(bytes ? { quotaSize: bytes } : {}) })
  await room(800_000)
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await unsalable(one, '600', 2, 10, 3000)
  for (const time of [1, 2]) {
    await keep(page)
    await page.getByRole('alert').getByText('手机存满了').waitFor()
    assert.equal(await page.locator('nav .count').count(), 0, `try ${time}`)
  }
  await calm({ ...one, problems: () => one.problems().filter((line) => !/Quota/.test(line)) })
  await shot(page, 'field-full')
  await room(0)
  await keep(page)
  await counted(page, 3)
  await page.reload()
  await counted(page, 3)
  await context.setOffline(false)
  await allSent(page)
  assert.equal((await scene.li.get('/unsalable-reports')).items.filter((row) => row.said === '600斤').length, 1)
  await context.close()
})

test('a picture that is gone and a report that is dropped leave nothing that waits for ever', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await unsalable(one, '700', 1)
  await keep(page)
  await counted(page, 2)
  // The browser lost the picture itself.
  await page.evaluate(() => new Promise((done) => {
    const ask = indexedDB.open('huoshui-field')
    ask.onsuccess = () => { const tx = ask.result.transaction('photos', 'readwrite'); tx.objectStore('photos').clear(); tx.oncomplete = () => { ask.result.close(); done() } }
  }))
  // Spoils before it is ripe by the county's rules of time: refused, with a photo that would have followed.
  await unsalable(one, '800', 1, 900)
  await keep(page)
  await counted(page, 4)
  await open('outbox')
  await context.setOffline(false)
  const refused = card(page, '滞销 800斤')
  await refused.getByText('没收').waitFor()
  await card(page, '滞销 700斤').getByText('已收到').waitFor()
  const lost = card(page, '这张照片的内容在手机里打不开了')
  await lost.getByText('没收').waitFor()
  await calm(one)
  await shot(page, 'field-stuck-gone')
  await refused.getByRole('button', { name: '不发了' }).click()
  await page.getByRole('dialog').getByText('它的 1 张照片').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '不发了' }).click()
  await counted(page, 1)
  await lost.getByRole('button', { name: '不发了' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '不发了' }).click()
  await allSent(page)
  await page.reload()
  await page.getByText('已收到').first().waitFor()
  assert.equal(await page.locator('nav .count').count(), 0)
  await context.close()
})
