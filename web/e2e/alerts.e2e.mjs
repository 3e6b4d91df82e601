// Somebody has to hear of it: a report rings the office's bell while its page stands open, and a chat group's robot.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { setUp } from './lib/county.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom, itemOf } from './lib/supply.mjs'

let server, browser, county, office, supervisor, officer, buyer, village, crop, robot
const heard = []
before(async () => {
  server = await startServer()
  browser = await launch()
  county = await setUp(server)
  office = await county.person('wang', '王建国', 'county_office')
  village = await county.division('梧桐村')
  officer = await county.person('shen', '申某', 'information_officer', village)
  supervisor = await county.person('liming', '李明', 'township_supervisor', await county.division('斫𥕢乡'))
  const unit = await office.post('/units', { name: '邵东一中', kind: 'school' }).then((made) => made.id).catch(() => null)
  buyer = unit && (await county.person('mai', '买某', 'unit_buyer', unit))
  crop = (await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village] })
  robot = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => { body += part })
    request.on('end', () => { heard.push(body); response.end('{"errcode":0}') })
  })
  await new Promise((done) => { robot.listen(0, '127.0.0.1', done) })
})
after(async () => {
  await browser?.close()
  await server?.stop()
  robot?.close()
})

const at = officeOf(() => browser, () => server)
let report

test('the administrator names a chat group and sees the trial arrive', async () => {
  const { page, context, calm, form } = await at(county.admin, '/webhooks')
  await page.getByRole('button', { name: '新增推送' }).first().click()
  await form.getByLabel('名称').fill('专班工作群')
  await form.getByLabel('地址').fill('http://example.com/robot')
  await form.getByRole('button', { name: '新增推送' }).click()
  await form.getByText('请填完整的 https 地址').waitFor()
  await form.getByLabel('地址').fill(`http://127.0.0.1:${robot.address().port}/robot?key=secret`)
  await form.getByRole('button', { name: '新增推送' }).click()
  await page.getByRole('heading', { name: '专班工作群' }).waitFor()
  await page.getByRole('button', { name: '试发一条' }).click()
  await form.getByRole('button', { name: '试发一条' }).click()
  await form.waitFor({ state: 'detached' })
  for (const until = Date.now() + 20_000; heard.length === 0 && Date.now() < until;) await page.waitForTimeout(200)
  assert.match(heard[0] ?? '', /试发/)
  assert.equal((await page.content()).includes('key=secret'), false, 'the key is shown to nobody again')
  await calm()
  await context.close()
})

test('a report rings the bell of a page that stands open, and the chat hears too', async () => {
  const { page, context, calm } = await at(office, '/demands')
  await page.getByRole('link', { name: '消息', exact: true }).waitFor()
  const what = { unsalable: { grade: 'already', quantity: { said: '5万公斤' }, ripe_on: dayFrom(-3), spoil_on: dayFrom(14) } }
  const answer = await officer.post('/supply-uploads', { via: 'office', items: [itemOf(village, crop, what)] })
  assert.equal(answer.outcomes[0].went, 'taken')
  report = answer.outcomes[0].number
  await page.getByRole('link', { name: '消息，1 条未读' }).waitFor({ timeout: 20_000 })
  for (const until = Date.now() + 20_000; heard.length < 2 && Date.now() < until;) await page.waitForTimeout(200)
  assert.match(heard[1] ?? '', /梧桐村黄桃 5万公斤/)
  await page.getByRole('link', { name: '消息，1 条未读' }).click()
  await page.getByText(/滞销上报：.*梧桐村黄桃 5万公斤/).first().waitFor()
  await page.getByRole('link', { name: '消息', exact: true }).waitFor()
  await calm()
  await context.close()
})

test('what is declared is driven by a campaign, from a promise on a phone to money', async () => {
  await supervisor.post(`/unsalable-reports/${report}/acts`, { act: 'confirmed', reason: '到梧桐村现场看过，无人收购' })
  const desk = await at(office, '/campaigns')
  await desk.page.getByRole('button', { name: '发起助销' }).first().click()
  await desk.form.getByLabel('名称').fill('黄桃助销')
  // Several may be chosen, so the list stays until it is closed.
  await desk.form.getByLabel('滞销上报', { exact: true }).click({ force: true })
  await desk.page.getByRole('option', { name: /梧桐村/ }).first().click()
  await desk.page.keyboard.press('Escape')
  await desk.form.getByRole('button', { name: '发起助销' }).click()
  await desk.page.getByRole('heading', { name: '黄桃助销' }).waitFor()
  const address = new URL(desk.page.url()).pathname.replace('/office', '')
  await desk.calm()
  await desk.context.close()

  const { page, context, calm, form } = await at(supervisor, address, { width: 390, height: 844 })
  await page.getByRole('button', { name: '认购', exact: true }).click()
  await choose(page, form, '谁认购', '', '个人')
  await form.getByLabel('姓名').fill('刘大发')
  await form.getByLabel('电话').fill('13800138000')
  await form.getByLabel('身份').fill('人大代表')
  await form.getByLabel('数量').fill('100')
  await form.getByRole('button', { name: '认购' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '刘*' }).click()
  await page.getByRole('button', { name: '下单' }).click()
  await form.getByLabel('单价', { exact: true }).fill('10')
  await form.getByRole('button', { name: '下单' }).click()
  await page.getByText('已下单').first().waitFor()
  await page.getByRole('button', { name: '看联系方式' }).click()
  await form.getByLabel('用途').fill('约送货时间')
  await form.getByRole('button', { name: '看联系方式' }).click()
  await page.getByText('刘大发 13800138000').waitFor()
  await page.getByRole('button', { name: '交货' }).click()
  await form.getByRole('button', { name: '交货' }).click()
  await page.getByRole('button', { name: '付款' }).click()
  await form.getByRole('button', { name: '付款' }).click()
  await page.getByText('已付清').first().waitFor()
  await calm()
  await page.goto(`${server.url}/office${address}`)
  await page.getByText('走到哪一步').waitFor()
  await page.getByText('2,000.00').first().waitFor()
  await context.close()
  if (buyer) assert.ok((await buyer.get('/campaigns')).items.length, 'a kitchen sees what there is to help with')
})

test('two others knew, and the village had said nothing', async () => {
  const { page, context, calm, form } = await at(supervisor, '/unsalable-hints')
  const enter = async (source, said) => {
    await page.getByRole('button', { name: '登记线索' }).first().click()
    await choose(page, form, '村（社区）', '梧桐村', /梧桐村/)
    await choose(page, form, '品种', '', '黄梨')
    await choose(page, form, '来源', '', source)
    await form.getByLabel('说了什么、看到什么').fill(said)
    await form.getByRole('button', { name: '登记线索' }).click()
    await form.waitFor({ state: 'detached' })
  }
  await office.post('/crops', { name: '黄梨', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })
  await page.reload()
  await page.getByText('没有疑似未报告的').waitFor()
  await enter('走访', '果园里落果满地')
  await enter('投诉来电', '来电说梨子卖不掉')
  await page.getByText('没有上报', { exact: true }).waitFor()
  await calm()
  await context.close()
})
