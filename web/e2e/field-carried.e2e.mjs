// What leaves a phone by hand: a file of unsent reports where there is no network for days, goods as text and picture for
// a chat, and a photo that was under another report before.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage, overhang } from './lib/browser.mjs'
import { PASSWORD, cookiesOf } from './lib/county.mjs'
import { calm, card, counted, day, openVillage, painted, phone, ready, reportSupply, signIn } from './lib/field.mjs'
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
const reports = async () => (await scene.li.get('/supply-reports?state=&sort=received_at')).items
const text = (buffer) => ({ name: '待发.txt', mimeType: 'text/plain', buffer: Buffer.from(buffer) })

/** A phone that 李 bound for somebody by QR. */
async function bound(name) {
  const posts = (await scene.li.get('/posts?role=information_officer&limit=10')).items
  const post = posts.find((one) => one.person_name === name || one.name === name)
  const one = await phone(browser, server.url)
  await one.page.goto(server.url + (await scene.li.post(`/posts/${post.id}/device-codes`)).path)
  await one.page.getByText('取自县里').waitFor()
  return { ...one, post }
}
async function saved(page, button) {
  const arrived = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const download = await arrived
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('days without a network: a file goes with a neighbour, comes in once, and the phone learns of it', async () => {
  const one = await bound('张小兰')
  const { page, context, open } = one
  await ready(page)
  await context.setOffline(true)
  const kept = page.getByRole('heading', { name: '随时可报' })
  await reportSupply(one, '300')
  await kept.waitFor()
  // A window two years away: the phone does not judge it, the county does.
  await reportSupply(one, '400', () => page.getByLabel('到哪天止').fill(day(700)))
  await kept.waitFor()
  await open('outbox')
  await counted(page, 2)
  await page.reload()
  await page.getByText('把待发的 2 条（上报、收购单、照片）存成一个文件').waitFor()
  await calm(one)
  const file = await saved(page, '存成文件')
  assert.match(file.name, /^待发_.*\.txt$/)
  await page.getByText('已存成文件').waitFor()
  await page.getByText(/存过文件/).waitFor()
  assert.equal(await card(page, '300斤').getByRole('button', { name: '不发了' }).count(), 0, 'what may arrive is not taken back')
  await calm(one)
  await shot(page, 'outbox-carry')
  for (const secret of ['张小兰', 'zhang', '300斤', 'quantity']) assert.ok(!file.bytes.includes(secret), `${secret} stands in the file`)
  assert.match(file.bytes.toString(), /^\{"huoshui":"supply-bundle\/2"/)

  // 谭's phone has a network: a changed file first, then the whole one.
  const other = await phone(browser, server.url)
  await other.open()
  await signIn(other.page, 'tan')
  await other.open('outbox')
  const input = other.page.locator('input[type=file]')
  const changed = JSON.parse(file.bytes)
  await input.setInputFiles(text(JSON.stringify({ ...changed, sealed: changed.sealed.replace(/^..../, 'AAAA') })))
  await other.page.getByText('文件打不开：路上被改过或不完整').waitFor()
  await calm(other)
  await input.setInputFiles(text(JSON.stringify({ ...changed, to: '0011223344556677' })))
  await other.page.getByText('这份文件是给另一个县的').waitFor()
  await calm(other)
  await input.setInputFiles(text(file.bytes))
  await other.page.getByText('第 1 条 · 黄桃 · 300斤').waitFor()
  await other.page.getByText('起止日期应先后有序，且在前后一年之内').waitFor()
  assert.deepEqual(await other.page.locator('.van-tag').allInnerTexts(), ['已收', '没收'])
  await calm(other)
  await shot(other.page, 'other-phone')
  await other.context.close()
  const [first] = await reports()
  assert.deepEqual([first.said, first.via, (await reports()).length], ['300斤', 'bundle', 1])

  // 李 gets the same file once more.
  const office = await openPage(browser, { prefs: { theme: 'light' } })
  await office.context.addCookies(cookiesOf(scene.li))
  await office.page.goto(`${server.url}/office/supply-reports`)
  await office.page.getByRole('button', { name: '收手机文件' }).click()
  const dialog = office.page.getByRole('dialog')
  await dialog.locator('input[type=file]').first().setInputFiles(text('{"huoshui":1}'))
  await dialog.getByRole('button', { name: '交上去' }).click()
  await dialog.getByText('这不是手机存出来的待发文件，或文件不完整').waitFor()
  await dialog.locator('input[type=file]').first().setInputFiles(text(file.bytes))
  await dialog.getByRole('button', { name: '交上去' }).click()
  await dialog.getByText('以前收过').waitFor()
  assert.deepEqual(await violations(office.page), [])
  await shot(office.page, 'office-bundle')
  await office.page.setViewportSize({ width: 390, height: 844 })
  assert.equal(await overhang(office.page), 0, 'too wide, px')
  await shot(office.page, 'office-bundle-390')
  await office.context.close()
  assert.equal((await reports()).length, 1)

  // The network is back: the phone finds the one known, and the other refused with its reason.
  await context.setOffline(false)
  await card(page, '300斤').getByText('已收到').waitFor()
  await card(page, '400斤').getByText('没收').waitFor()
  assert.equal((await reports()).length, 1)

  // Lost and ended: what it signed before is refused with the reason.
  await scene.li.post(`/posts/${one.post.id}/device-endings`)
  const late = await phone(browser, server.url)
  await late.open()
  await signIn(late.page, 'tan')
  await late.open('outbox')
  await late.page.locator('input[type=file]').setInputFiles(text(file.bytes))
  await late.page.getByText('的绑定已经解除或到期').waitFor()
  await late.context.close()
  await context.close()
})

test('a phone that was signed in by password says why it makes no file', async () => {
  const one = await phone(browser, server.url)
  await one.open()
  await signIn(one.page)
  await ready(one.page)
  await one.context.setOffline(true)
  await reportSupply(one, '55')
  await one.page.getByRole('heading', { name: '随时可报' }).waitFor()
  await one.open('outbox')
  await one.page.getByText('用二维码或六位数字绑定过的手机才能存成文件').waitFor()
  assert.equal(await one.page.getByRole('button', { name: '存成文件' }).count(), 0)
  await calm(one)
  await one.context.close()
})

test('goods go to a chat as text, link and picture, without a network', async () => {
  const now = new Date().toISOString()
  const supply = { quantity: { said: '6000斤' }, fen_per_kg: 500, grade: '一级' }
  const item = { id: '0190f3a2-7b1c-7def-8abc-000000000060', seq: 1, made_at: now, division: scene.village.id, crop: scene.lily, what: { supply } }
  await scene.zhang.post('/supply-uploads', { via: 'app', device: '旧手机', device_now: now, items: [item] })
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open()
  await signIn(page)
  await ready(page)
  await open('mine')
  await context.setOffline(true)
  await card(page, '6000斤').getByRole('link', { name: '转发' }).click()
  await page.getByText(/有黄花菜 6000斤 一级，.*可供，2.50 元\/斤。/).waitFor()
  await page.getByRole('button', { name: '转发文字和链接' }).click()
  await page.getByText('已复制，可以粘贴到群里').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(copied, /有黄花菜 6000斤 一级，.*\n.*\/office\/supply-reports\?client=0190f3a2-7b1c-7def-8abc-000000000060$/)
  // Whoever opens the link sees that report, not all of its crop.
  const told = { ...item, id: '0190f3a2-7b1c-7def-8abc-000000000061', seq: 2, division: scene.neighbour.id, what: { supply: { ...supply, quantity: { said: '50斤' } } } }
  await scene.li.post('/supply-uploads', { via: 'phone', informant: '谭某', device: '电话', device_now: now, items: [told] })
  const office = await openPage(browser, { prefs: { theme: 'light' } })
  await office.context.addCookies(cookiesOf(scene.li))
  await office.page.goto(copied.split('\n').pop())
  await office.page.getByText('6000斤').waitFor()
  assert.equal(await office.page.getByText('50斤', { exact: true }).count(), 0)
  await shot(office.page, 'shared-link')
  await office.page.getByRole('button', { name: '清除筛选' }).click()
  await office.page.getByText('50斤', { exact: true }).waitFor()
  await office.context.close()
  const picture = page.locator('img.picture')
  await picture.waitFor()
  await calm(one)
  await shot(page, 'share')
  const file = await saved(page, '存图片')
  assert.equal(file.name, '黄花菜_6000斤 一级.png')
  assert.deepEqual([...file.bytes.subarray(1, 4)], [...Buffer.from('PNG')])
  // Its width, and the dark corner of the code on white.
  assert.equal(file.bytes.readUInt32BE(16), 1080)
  const dark = await page.evaluate(async () => {
    const image = document.querySelector('img.picture')
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight })
    const pen = canvas.getContext('2d')
    pen.drawImage(image, 0, 0)
    const { data } = pen.getImageData(708, canvas.height - 72 - 300, 300, 300)
    let black = 0
    for (let at = 0; at < data.length; at += 4) if (data[at] === 0 && data[at + 1] === 0) black += 1
    return black / (300 * 300)
  })
  assert.ok(dark > 0.2 && dark < 0.6, `the code is ${dark} dark`)

  // Where the phone has a sheet of its own, it gets text, link and picture.
  await page.evaluate(() => {
    window.handed = []
    navigator.share = async (what) => { window.handed.push({ ...what, files: what.files?.map((file) => `${file.name} ${file.type}`) }) }
    navigator.canShare = () => true
  })
  await open('mine')
  await card(page, '6000斤').getByRole('link', { name: '转发' }).click()
  await page.getByRole('button', { name: '转发图片' }).click()
  await page.getByRole('button', { name: '转发文字和链接' }).click()
  const handed = await page.evaluate(() => window.handed)
  assert.deepEqual(handed[0].files, ['黄花菜_6000斤 一级.png image/png'])
  assert.match(handed[1].url, /\/office\/supply-reports/)
  await context.close()
})

test('a photo that was under another report is marked, with its number', async () => {
  const canvas = await openPage(browser)
  const photo = await painted(canvas.page, 400, 300)
  await canvas.context.close()
  const now = new Date().toISOString()
  const item = (n, said) => ({
    id: `0190f3a2-7b1c-7def-8abc-0000000000${n}`, seq: n, made_at: now, division: scene.village.id, crop: scene.peach,
    what: { unsalable: { grade: 'already', quantity: { said }, ripe_on: day(1), spoil_on: day(9) } },
  })
  const { outcomes } = await scene.zhang.post('/supply-uploads', { via: 'app', device: '旧手机', device_now: now, items: [item(71, '710斤'), item(72, '720斤')] })
  for (const { number } of outcomes) {
    const form = new FormData()
    for (const [name, value] of [['kind', 'photo'], ['note', ''], ['part', ''], ['part_id', '0']]) form.set(name, value)
    form.set('file', new Blob([photo], { type: 'image/jpeg' }), '果园.jpg')
    await scene.zhang.post(`/unsalable-reports/${number}/evidence`, form)
  }
  const [first, second] = outcomes.map((one) => one.number)
  const office = await openPage(browser, { prefs: { theme: 'light' } })
  const { page } = office
  await page.context().addCookies(cookiesOf(scene.li))
  await page.goto(`${server.url}/office/unsalable-reports`)
  const mark = page.getByText(`照片相同：上报 ${first}`)
  await mark.waitFor()
  assert.equal(await page.getByText(/照片相同/).count(), 1, 'the first report is not marked')
  await shot(page, 'unsalable-list')
  await page.goto(`${server.url}/office/unsalable-reports/${second}`)
  await mark.first().waitFor()
  await page.getByText(`另用于滞销上报 ${first}`).waitFor()
  assert.deepEqual(await violations(page), [])
  await shot(page, 'unsalable-one')
  await office.context.close()
})

for (const look of [{ lang: 'en' }, { look: 'sun' }, { font: 32 }]) test(`files and pictures in another look: ${JSON.stringify(look)}`, async () => {
  const one = await phone(browser, server.url, look)
  const { page, context, open } = one
  await open()
  await page.getByRole('radio', { name: /^(密码|Password)$/ }).check()
  await page.getByLabel(/^(登录名|Login)$/).fill('zhang')
  await page.getByRole('textbox', { name: /^(密码|Password)$/ }).fill(PASSWORD)
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click()
  await page.getByText(/取自县里|As of/).waitFor()
  await open('outbox')
  await page.getByText(/替别人交文件|Hand in a file for somebody/).waitFor()
  await calm(one)
  await open('mine')
  await card(page, '6000斤').getByRole('link', { name: /^(转发|Share)$/ }).click()
  await page.locator('img.picture').waitFor()
  await calm(one)
  await shot(page, `share-${look.lang ?? look.look ?? look.font}`)
  await context.close()
})
