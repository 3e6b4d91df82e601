// Jin and kilograms mixed up: what the market pays stands beside a price that is being entered, in the office and on phones without a
// network, and a price of about half or double is doubted in words and kept all the same. Real binary and browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, day, phone, ready, signIn } from './lib/field.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { openProducer } from './lib/producer.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene, keeper, point
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openProducer(server)
  const { office, county, village, crop } = scene
  for (const [on, fen_per_kg] of [[-1, 600], [0, 610], [0, 620]]) await office.post('/price-samples', { crop, grade: '一级', place: '城东市场', day: day(on), fen_per_kg })
  await office.post('/households', { division: village.id, head: { name: '孙大山', phone: '13800000001' } })
  point = (await office.post('/outlets', { kind: 'village_point', name: '梧桐村收购点', division: village.id, operator: '村合作社', opened_on: '2026-01-01' })).id
  keeper = await county.person('qian', '钱守田', 'point_keeper', point)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const at = officeOf(() => browser, () => server)
const HALF = /像是按斤的价：¥3\.05\/斤 就是 ¥6\.10\/公斤；市场中位价 ¥6\.10\/公斤，3 个样本/

test('the office is told before a sample, a demand and a contract are kept, and keeps them', async () => {
  for (const size of [undefined, { width: 390, height: 844 }]) {
    const { page, context, calm: fits, form } = await at(scene.office, '/price-samples', ...(size ? [size] : []))
    await page.getByRole('button', { name: '登记价格' }).click()
    await choose(page, form, '品种', '', '黄桃')
    await form.getByLabel('等级').fill('一级')
    await form.getByLabel('市场', { exact: true }).fill('城西市场')
    await choose(page, form, '按', '', '每公斤')
    await form.getByText(/市场价 一级：中位价 ¥3\.05\/斤（¥6\.10\/公斤），3 个样本/).waitFor()
    await form.getByLabel('价格', { exact: true }).fill('6.5')
    assert.equal(await form.getByText('请核对').count(), 0)
    await form.getByLabel('价格', { exact: true }).fill('3.05')
    await form.getByText(HALF).waitFor()
    await fits()
    await shot(page, `office-price-doubt-${size ? 390 : 1440}`)
    await choose(page, form, '按', '', '每斤')
    await form.getByText(HALF).waitFor({ state: 'detached' })
    await form.getByLabel('价格', { exact: true }).fill('6.1')
    await form.getByText(/像是把公斤的价当成了斤的价：¥12\.20\/公斤 比市场中位价 ¥6\.10\/公斤，3 个样本高 100%/).waitFor()
    await fits()
    await context.close()
  }

  const demand = await at(scene.zheng, '/demands')
  await demand.page.getByRole('button', { name: '登记需求' }).click()
  await choose(demand.page, demand.form, '品种', '', '黄桃')
  await demand.form.getByLabel('数量').fill('300')
  await choose(demand.page, demand.form, '送到', '灵官殿', /灵官殿/)
  await demand.form.getByLabel('最晚哪天').fill(day(4))
  await demand.form.getByLabel('最晚哪天').press('Enter')
  await demand.form.getByLabel('最高价').fill('3.05')
  await choose(demand.page, demand.form, '按', '', '每公斤')
  await demand.form.getByText(HALF).waitFor()
  await demand.form.getByRole('button', { name: '登记需求' }).click()
  await demand.form.waitFor({ state: 'detached' })
  assert.equal((await scene.zheng.get('/demands?mine=true')).items[0].max_fen_per_kg, 305, 'a warning is no refusal')
  await demand.context.close()

  const contract = await at(scene.zhang, '/contracts/new')
  await choose(contract.page, contract.page.locator('main'), '品种', '', '黄桃')
  await contract.page.getByLabel('约定等级').fill('一级')
  await choose(contract.page, contract.page.locator('main'), '按', '', '每公斤')
  await contract.page.getByLabel('单价', { exact: true }).fill('3.05')
  await contract.page.getByText(HALF).waitFor()
  await contract.calm()
  await contract.context.close()
})

test('an officer and a keeper without a network see the median, are warned, and what they say is kept', async () => {
  const one = await phone(browser, server.url)
  await one.open()
  await signIn(one.page, 'zhang')
  await ready(one.page)
  const median = async () => {
    await one.open('unsalable')
    await one.page.getByRole('radio', { name: '黄桃', exact: true }).check()
    await one.page.getByText(/市场价 一级：中位价 ¥3\.05\/斤（¥6\.10\/公斤），3 个样本，/).waitFor()
  }
  // Prices come after the day's tasks; they are here before the network goes.
  await median()
  await one.open()
  await one.context.setOffline(true)
  await one.page.reload()
  await median()
  await one.page.getByLabel('数量').fill('500')
  await one.page.getByLabel('哪天会坏').fill(day(9))
  await one.page.getByLabel('价格（元/斤）').fill('6')
  await one.page.getByText(/像是把公斤的价当成了斤的价：¥12\.00\/公斤/).waitFor()
  await one.page.getByLabel('价格（元/斤）').fill('1.5')
  await one.page.getByText(/像是按斤的价：¥3\.00\/斤 就是 ¥6\.00\/公斤/).waitFor()
  await calm(one)
  await shot(one.page, 'field-price-doubt')
  await one.page.getByRole('button', { name: '存好并发出' }).click()
  await one.page.getByText('已存在手机里，有网时自动发出').waitFor()
  await one.context.setOffline(false)
  await allSent(one.page)
  assert.equal((await scene.li.get('/unsalable-reports')).items[0].fen_per_kg, 300)
  await one.context.close()

  const two = await phone(browser, server.url)
  await two.open()
  await signIn(two.page, 'qian')
  await ready(two.page)
  await two.context.setOffline(true)
  await two.page.reload()
  await two.page.getByRole('button', { name: '开收购单' }).click()
  await two.page.getByLabel('拼音首字母、姓名或编号').fill('sds')
  await two.page.getByRole('button', { name: /孙\*/ }).click()
  await two.page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await two.page.getByRole('radio', { name: '公斤', exact: true }).check()
  await two.page.getByLabel('毛重（公斤）').fill('50')
  await two.page.getByRole('radio', { name: '一级', exact: true }).check()
  await two.page.getByLabel('单价（元/公斤）').fill('3.05')
  await two.page.getByText(HALF).waitFor()
  await calm(two)
  await shot(two.page, 'field-slip-price-doubt')
  await two.page.getByRole('button', { name: '存好并发出' }).click()
  await two.page.getByText('已存在手机里，有网时自动发出').waitFor()
  await two.context.setOffline(false)
  await allSent(two.page)
  assert.equal((await keeper.get(`/outlets/${point}/entries`)).items.length, 1, 'a warning is no refusal')
  await two.context.close()
})
