// A round of surveys at the real binary: the office opens it, reminds those that are waited for, sees what came once each,
// and the township has odd ones on top with their reasons.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { openVillage } from './lib/field.mjs'
import { officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom, itemOf } from './lib/supply.mjs'

let server, browser, scene
const open = officeOf(() => browser, () => server)
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openVillage(server)
  await scene.office.post(`/crops/${scene.peach}/growers`, { divisions: [scene.neighbour.id], from_day: dayFrom(-10) })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const press = (at, name) => at.getByRole('button', { name, exact: true }).click()
const survey = (said, more = {}) => ({ survey: { area_centimu: 10_000, quantity: { said }, from_day: dayFrom(1), to_day: dayFrom(30), ...more } })
const sends = (by, ...whats) => by.post('/supply-uploads', { via: 'office', items: whats.map((what) => itemOf(scene.village.id, scene.peach, what)) })

test('the office sets limits, opens a round and reminds the villages', async () => {
  const { page, form, calm, context } = await open(scene.office, `/crops/${scene.peach}`)
  await press(page, '修改')
  await form.getByLabel('亩产低于多少算异常').fill('100')
  await form.getByLabel('亩产高于多少算异常').fill('2吨')
  await form.getByLabel('一次少于多少算异常').fill('10')
  await calm()
  await press(form, '保存')
  await page.getByText('2 吨', { exact: true }).waitFor()
  await page.getByText('3 倍', { exact: true }).waitFor()

  await page.getByRole('link', { name: '摸底', exact: true }).click()
  await page.getByText('还没有开过摸底').waitFor()
  await press(page, '开始一轮摸底')
  await form.getByLabel('名称').fill('2026年秋季摸底')
  await form.getByLabel('截止').fill(dayFrom(-3))
  await form.getByLabel('截止').press('Enter')
  await press(form, '开始一轮摸底')
  await form.getByText('截止日期应不早于开始，相隔不超过 184 天，且一年之内开始').waitFor()
  await form.getByLabel('截止').fill(dayFrom(20))
  await form.getByLabel('截止').press('Enter')
  await calm()
  await press(form, '开始一轮摸底')
  await page.getByRole('heading', { name: '2026年秋季摸底' }).waitFor()
  await page.getByText(/^【2026年秋季摸底提醒】.*共 2 个/).waitFor()
  await press(page, '电话名单')
  await page.getByRole('row', { name: new RegExp(`${scene.village.name}.*张小兰`) }).waitFor()
  await calm()
  await page.setViewportSize({ width: 390, height: 844 })
  await calm()
  await context.close()
})

test('what came stands once each: the village beside its households, two phones in conflict', async () => {
  const head = { name: '周某', phone: '13800000009' }
  const household = (await scene.office.post('/households', { division: scene.village.id, head })).id
  await sends(scene.zhang, survey('800斤', { household }), survey('5000斤'))
  const { page, calm, context } = await open(scene.office, '/survey-rounds')
  await page.getByRole('row', { name: /2026年秋季摸底/ }).getByRole('link').click()
  const row = page.getByRole('row', { name: new RegExp(`${scene.village.name}.*黄桃`) })
  await row.getByText('按时').waitFor()
  assert.match(await row.innerText(), /5,000/)
  assert.match(await row.innerText(), /800/)
  await page.getByRole('row', { name: new RegExp(`${scene.neighbour.name}.*黄桃`) }).getByText('没有报').waitFor()
  await calm()
  await press(page, '导出')
  const href = await page.getByRole('link', { name: 'Excel 表格' }).getAttribute('href')
  assert.match(href, /\/survey-rounds\/1\/answers\?.*format=xlsx/)
  await page.keyboard.press('Escape')

  const other = await scene.county.signIn('tan')
  await sends(other, survey('7000斤'))
  await page.reload()
  await row.getByText('互相矛盾').waitFor()
  assert.match(await row.innerText(), /7,000/)
  await press(page, '看各份摸底')
  await page.getByRole('row', { name: /5000斤/ }).waitFor()
  await page.getByRole('row', { name: /7000斤/ }).getByText('互相矛盾').waitFor()
  await page.getByRole('row', { name: /800斤/ }).getByText('摸底（一户）').waitFor()
  await context.close()
})

test('the township has odd reports on top with every reason, and asks for one of them', async () => {
  await sends(scene.zhang, { supply: { quantity: { said: '9000斤' } } }, survey('10斤'))
  const { page, calm, context } = await open(scene.li, '/supply-reports')
  const first = page.getByRole('row', { name: /[^\d]10斤/ })
  await first.getByText('亩产低于 100 公斤').waitFor()
  await page.getByRole('row', { name: /9000斤/ }).getByText(/超过本村摸底 \d+ 公斤/).waitFor()
  await calm()
  await page.getByRole('button', { name: /^按异常原因筛选/ }).click()
  await page.getByRole('menuitem', { name: '超过摸底' }).click()
  await first.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /9000斤/ }).waitFor()
  await calm()
  await context.close()
})

test('the round is ended: nobody is asked any more', async () => {
  const { page, form, context } = await open(scene.office, '/survey-rounds/1')
  await press(page, '修改')
  await form.getByText('结束', { exact: true }).first().click()
  await press(form, '保存')
  await form.waitFor({ state: 'detached' })
  await page.getByText('提醒', { exact: true }).waitFor({ state: 'detached' })
  await page.goto(`${server.url}/office/survey-rounds`)
  await page.getByRole('row', { name: /2026年秋季摸底/ }).getByText('已结束').waitFor()
  await context.close()
})
