// A round of surveys on a phone: the task, without a network, with what was said last time to start from; a figure that is
// odd is asked about before it goes; two phones that differ are put side by side.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, counted, day, openVillage, phone, ready, reportSupply, signIn } from './lib/field.mjs'
import { startServer } from './lib/server.mjs'
import { itemOf } from './lib/supply.mjs'

let server, browser, scene
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openVillage(server)
  const limits = { season_from: day(-2).slice(5), season_to: day(60).slice(5), odd_g: 100_000_000, least_g: 50_000, yield_least_g: 100_000, yield_most_g: 2_000_000, products: [] }
  await scene.office.put(`/crops/${scene.peach}`, { name: '黄桃', ...limits })
  // Said before anybody asked: what the round's survey begins with.
  const earlier = { survey: { area_centimu: 12_050, quantity: { said: '约3万斤' }, from_day: day(1), to_day: day(20) } }
  await scene.zhang.post('/supply-uploads', { via: 'office', items: [itemOf(scene.village.id, scene.peach, earlier)] })
  await scene.office.post(`/crops/${scene.lily}/growers`, { divisions: [scene.village.id], from_day: day(-10) })
  await scene.office.post('/survey-rounds', { name: '秋季摸底', from_day: day(0), due_day: day(10) })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const surveys = async (state = '') => (await scene.li.get(`/supply-reports?kind=survey&state=${state}&sort=-told_at&round=${day(0)}`)).items
const asked = (page, crop) => card(page, crop).filter({ hasText: '秋季摸底' })

test('a survey is answered without a network, from what was said last time', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await asked(page, '黄桃').getByText('上次：120.5 亩，约3万斤').waitFor()
  await calm(one)
  await context.setOffline(true)
  await page.reload()
  await asked(page, '黄桃').getByRole('button', { name: '填摸底' }).click()
  await page.getByText('秋季摸底。数字从上次摸底带过来，请改成今年的。').waitFor()
  assert.equal(await page.getByLabel('面积（亩）').inputValue(), '120.5')
  assert.equal(await page.getByLabel('预计产量').inputValue(), '3万')
  // Too much for so little land: asked about, and mended.
  await page.getByLabel('面积（亩）').fill('5')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText(/合每亩 .*一般不高于/).waitFor()
  await calm(one)
  await page.getByRole('button', { name: '回去改' }).click()
  await page.getByLabel('面积（亩）').fill('118')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await counted(page, 1)
  await asked(page, '黄桃').waitFor({ state: 'detached' })
  // The other crop is not grown this year: one tap, and an answer.
  await asked(page, '黄花菜').getByRole('button', { name: '今年没有' }).click()
  await asked(page, '黄花菜').waitFor({ state: 'detached' })
  await page.reload()
  await counted(page, 2)
  assert.equal(await asked(page, '黄桃').count(), 0, 'answered, even before it was sent')
  await context.setOffline(false)
  await allSent(page)
  const came = await surveys()
  assert.deepEqual(came.map((row) => [row.area_centimu, row.grams, row.round]).sort(), [[0, 0, day(0)], [11_800, 15_000_000, day(0)]])
  assert.equal((await scene.office.get('/survey-rounds/1')).all.on_time, 2)
  await context.close()
})

test('two phones said different things of one round: both values, one choice', async () => {
  const other = { survey: { area_centimu: 9_000, quantity: { said: '2万斤' }, from_day: day(1), to_day: day(20), round: day(0) } }
  const tan = await scene.county.signIn('tan')
  await tan.post('/supply-uploads', { via: 'office', items: [itemOf(scene.village.id, scene.peach, other)] })
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await page.getByRole('button', { name: '对照并选定' }).click()
  await card(page, '约3万斤').getByText('摸底 118 亩').waitFor()
  await card(page, '2万斤').getByText('摸底 90 亩').waitFor()
  await calm(one)
  await card(page, '2万斤').getByRole('button', { name: '以这个为准' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()
  await allSent(page)
  assert.deepEqual((await surveys()).filter((row) => row.grams > 0).map((row) => [row.said, row.area_centimu, row.round]), [['2万斤', 9_000, day(0)]])
  assert.equal((await surveys('conflict')).length, 0)
  await context.close()
})

test('a report below the least is asked about, and goes if it is right', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await reportSupply(one, '30')
  await page.getByText(/低于一次的下限/).waitFor()
  await calm(one)
  await page.getByRole('button', { name: '仍然发出' }).click()
  await counted(page, 1)
  await context.setOffline(false)
  await allSent(page)
  const [row] = (await scene.li.get('/supply-reports?odd=below')).items
  assert.deepEqual([row.said, row.odd_why.zh], ['30斤', '低于下限 50 公斤'])
  await context.close()
})
