// Days without a network for a cadre who reports for the village and keeps its point: a report with its photo and a slip go
// out in one file that only the county can open; an office hands it in, all of it is in the books once.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, overhang } from './lib/browser.mjs'
import { allSent, calm, card, counted, day, painted, phone, ready } from './lib/field.mjs'
import { officeOf } from './lib/office.mjs'
import { openPoint } from './lib/point.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene, li, post, crop
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openPoint(server)
  const { county, office, village, point, peach } = scene
  crop = (await office.post('/crops', { name: '黄桃', season_from: day(-2).slice(5), season_to: day(60).slice(5), odd_g: 100_000_000, products: [peach] })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village.id], from_day: day(-10) })
  await county.person('zhang', '张小兰', 'information_officer', village.id)
  post = (await county.admin.get('/posts?role=information_officer')).items[0]
  await county.admin.post(`/people/${post.person}/posts`, { role: 'point_keeper', scope_id: point })
  li = await county.person('limei', '李红梅', 'township_supervisor', await county.division('灵官殿镇'))
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)
const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const entries = async () => (await scene.keeper.get(`${scene.base}/entries`)).items
const unsalable = async () => (await li.get('/unsalable-reports')).items
const proofs = async (report) => (await li.get(`/unsalable-reports/${report}/evidence`)).items

test('a report, its photo and a slip go out in one closed file, and are in the books once', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await page.goto(server.url + (await li.post(`/posts/${post.id}/device-codes`)).path)
  await page.getByText('取自县里').waitFor()
  await ready(page)
  await open('point')
  await page.getByText('取自县里').waitFor()
  await context.setOffline(true)
  await page.reload()

  await open('unsalable')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill('2000')
  await page.getByLabel('哪天会坏').fill(day(9))
  await page.locator('input[type=file]').setInputFiles({ name: '果园.jpg', mimeType: 'image/jpeg', buffer: await painted(page, 2400, 1600) })
  await page.getByRole('img', { name: '照片 1' }).waitFor()
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()

  await open('slip')
  await page.getByLabel('拼音首字母、姓名或编号').fill('sds')
  await page.getByRole('button', { name: /孙\*/ }).click()
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByRole('radio', { name: '斤', exact: true }).check()
  await page.getByLabel('毛重（斤）').fill('105')
  await page.getByLabel('皮重（斤）').fill('5')
  await page.getByRole('radio', { name: '一级', exact: true }).check()
  await page.getByLabel('单价（元/斤）').fill('2.5')
  await page.getByText('应付 250.00 元').waitFor()
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('今天收了 1 单').waitFor()

  await open('outbox')
  await counted(page, 3)
  await page.getByText('把待发的 3 条（上报、收购单、照片）存成一个文件').waitFor()
  await calm(one)
  const arrived = page.waitForEvent('download')
  await page.getByRole('button', { name: '存成文件' }).click()
  const bytes = readFileSync(await (await arrived).path())
  await page.getByText('已存成文件').waitFor()
  await page.getByText(/存过文件/).waitFor()
  assert.equal(await page.getByRole('button', { name: '不发了' }).count(), 0, 'what may arrive is not taken back')
  await calm(one)
  await shot(page, 'carry-all')
  assert.match(bytes.toString(), /^\{"huoshui":"supply-bundle\/2"/)
  for (const secret of ['2000', '孙', '果园', 'intake', 'unsalable']) assert.ok(!bytes.includes(secret), `${secret} stands in the file`)
  assert.ok(bytes.length > 100_000, `the photo is in it: ${bytes.length} bytes`)

  // 李 hands it in at her own computer: all of it is there, with who filled it in.
  const office = await at(li, '/supply-reports')
  const hand = async () => {
    await office.page.getByRole('button', { name: '收手机文件' }).click()
    const dialog = office.page.getByRole('dialog')
    await dialog.locator('input[type=file]').first().setInputFiles({ name: '待发.txt', mimeType: 'text/plain', buffer: bytes })
    await dialog.getByRole('button', { name: '交上去' }).click()
    return dialog
  }
  let dialog = await hand()
  for (const kind of ['滞销', '照片']) await dialog.getByText(kind, { exact: true }).waitFor()
  assert.equal(await dialog.getByText('已收', { exact: true }).count(), 3)
  assert.deepEqual(await violations(office.page), [])
  await shot(office.page, 'carry-all-office')
  await office.page.setViewportSize({ width: 390, height: 844 })
  assert.equal(await overhang(office.page), 0, 'too wide, px')
  await shot(office.page, 'carry-all-office-390')
  await office.page.setViewportSize({ width: 1440, height: 900 })
  const [report] = await unsalable()
  assert.deepEqual([report.said, report.via], ['2000斤', 'bundle'])
  assert.equal((await proofs(report.id)).length, 1)
  assert.deepEqual((await entries()).map(({ total_fen }) => total_fen), [25_000])

  // Once more: nothing new.
  await dialog.getByRole('button', { name: '好', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  dialog = await hand()
  await dialog.getByText('以前收过').first().waitFor()
  assert.equal(await dialog.getByText('以前收过', { exact: true }).count(), 3)
  await office.context.close()

  // Back in the network the phone finds all three known.
  await context.setOffline(false)
  await allSent(page)
  await card(page, '2000斤').getByText('已收到').waitFor()
  assert.deepEqual([(await unsalable()).length, (await proofs(report.id)).length, (await entries()).length], [1, 1, 1])
  await calm(one)
  await context.close()
})
