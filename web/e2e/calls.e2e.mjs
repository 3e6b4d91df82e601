// A report by phone call at the real binary: the township prints a card of codes, asks for the next one, takes what comes
// without; the officer confirms at a desk, and on the phone with one tap or says what is not so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { calm as fits, card, openVillage, phone, signIn } from './lib/field.mjs'
import { chooseNamed as choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene
const codes = []
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openVillage(server)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})
const office = officeOf(() => browser, () => server)
const press = (at, name) => at.getByRole('button', { name, exact: true }).click()
const wrongOf = (code) => (code === '000000' ? '000001' : '000000')
const reports = async () => (await scene.li.get('/supply-reports?sort=-received_at')).items
const whose = () => scene.li.get(`/supply-callers?division=${scene.village.id}`).then(({ callers }) => callers.find((one) => one.name === '张小兰'))

test('the township prints a card of twenty codes where it hands out phones', async () => {
  const { page, context, calm, form } = await office(scene.li, '/posts')
  const row = page.getByRole('row', { name: /张小兰/ })
  await row.getByRole('button', { name: '电话报送码' }).click()
  await form.getByText('现在没有在用的卡。').waitFor()
  await calm()
  await press(form, '打印新卡')
  await page.getByRole('heading', { name: /电话报送码$/ }).waitFor()
  const shown = page.locator('article .codes li b')
  await shown.nth(19).waitFor()
  codes.push(...(await shown.allInnerTexts()).map((text) => text.replace(/\s/g, '')))
  assert.ok(codes.length === 20 && codes.every((code) => /^\d{6}$/.test(code)), codes.join())
  await page.getByText('张小兰').waitFor()
  await calm()
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/card.png`, fullPage: true })
  await page.emulateMedia({ media: 'print' })
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/card-print.png`, fullPage: true })
  await page.emulateMedia({ media: 'screen' })
  // Shown once: after a reload there is nothing to print.
  await page.reload()
  await page.getByText('没有要打印的卡').waitFor()
  await page.goto(`${server.url}/office/posts`)
  await row.getByRole('button', { name: '电话报送码' }).click()
  await form.getByText(/下一个是第 1 个码，还剩 20 个；还可以输错 5 次/).waitFor()
  await context.close()
})

test('a call is entered with the code that is asked for; a wrong one loses nothing of the form', async () => {
  const { page, context, calm, form } = await office(scene.li, '/supply-reports')
  await press(page, '录入上报')
  await choose(form, '怎么得知', '电话告知')
  await choose(form, '村（社区）', `灵官殿镇${scene.village.name}`)
  await choose(form, '谁打来的', '张小兰')
  await choose(form, '品种', '黄桃')
  await form.getByLabel('数量', { exact: true }).fill('1200斤')
  const code = form.getByLabel('请对方读第 1 个码')
  await code.fill(wrongOf(codes[0]))
  await calm()
  await press(form, '上报')
  await form.getByText('第 1 个码不对，还可以再试 4 次；没有写入，填的内容都在').waitFor()
  assert.equal(await form.getByLabel('数量', { exact: true }).inputValue(), '1200斤')
  assert.deepEqual(await reports(), [])
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/call-form.png` })

  // Meanwhile somebody else uses the code: the form asks for the next one.
  const caller = await whose()
  const body = { via: 'phone', caller: caller.post, code: { number: 1, code: codes[0] } }
  const survey = { survey: { area_centimu: 100, quantity: { said: '100斤' }, from_day: new Date().toISOString().slice(0, 10), to_day: new Date().toISOString().slice(0, 10) } }
  const item = { id: crypto.randomUUID(), seq: 0, made_at: new Date().toISOString(), division: scene.village.id, crop: scene.peach, what: survey }
  assert.equal((await scene.office.post('/supply-uploads', { ...body, items: [item] })).outcomes[0].went, 'taken')
  await code.fill(codes[0])
  await press(form, '上报')
  await form.getByText('这个码刚才已用过，现在请对方读第 2 个码').waitFor()
  await form.getByLabel('请对方读第 2 个码').fill(codes[1])
  await press(form, '上报')
  await form.waitFor({ state: 'detached' })
  const row = page.getByRole('row', { name: /1200斤/ })
  await row.getByText(/第 2 个码确认 · 张小兰/).waitFor()
  await row.getByText('电话 · 张小兰').waitFor()
  await calm()
  await context.close()
})

test('without a code it is taken, stands on top, and is confirmed by a call back', async () => {
  const { page, context, calm, form } = await office(scene.li, '/supply-reports', { width: 390, height: 844 })
  await press(page, '录入上报')
  await choose(form, '怎么得知', '电话告知')
  await choose(form, '村（社区）', `灵官殿镇${scene.village.name}`)
  await choose(form, '谁打来的', '张小兰')
  await choose(form, '品种', '黄花菜')
  await form.getByLabel('数量', { exact: true }).fill('300斤')
  await press(form, '上报')
  await form.waitFor({ state: 'detached' })
  await page.getByText('未经本人确认').first().waitFor()
  assert.equal((await scene.li.get('/supply-reports')).items[0].said, '300斤', 'what is not confirmed stands on top')
  await calm()
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/calls-390.png`, fullPage: true })
  await context.close()

  const wide = await office(scene.li, '/supply-reports?state=call_open')
  const row = wide.page.getByRole('row', { name: /300斤/ })
  await row.getByRole('button', { name: '读码确认' }).click()
  await wide.form.getByLabel('请对方读第 3 个码').fill(wrongOf(codes[2]))
  await press(wide.form, '读码确认')
  await wide.form.getByText(/第 3 个码不对，还可以再试 3 次/).waitFor()
  await wide.calm()
  if (process.env.PICTURES) await wide.page.screenshot({ path: `${process.env.PICTURES}/calls-1440.png` })
  await wide.form.getByLabel('请对方读第 3 个码').fill(codes[2])
  await press(wide.form, '读码确认')
  await row.waitFor({ state: 'detached' })
  await wide.context.close()
  assert.deepEqual((await reports()).filter((one) => one.said === '300斤').map((one) => [one.call_state, one.code_number]), [['code', 3]])
})

/** What the township enters in the officer's name, without a code. */
async function entered(said, crop) {
  const { post } = await whose()
  const item = { id: crypto.randomUUID(), seq: 0, made_at: new Date().toISOString(), division: scene.village.id, crop, what: { supply: { quantity: { said } } } }
  const answer = await scene.li.post('/supply-uploads', { via: 'phone', caller: post, items: [item] })
  assert.equal(answer.outcomes[0].went, 'taken')
}
const stateOf = async (said) => (await reports()).find((one) => one.said === said)

test('the officer finds it at the desk, and says what is not so', async () => {
  await entered('500斤', scene.peach)
  const { page, context, calm, form } = await office(scene.zhang, '/')
  await page.getByRole('link', { name: /待我确认的电话代报/ }).click()
  const waiting = page.getByRole('listitem').filter({ hasText: '黄桃 有货 500斤' })
  await waiting.getByText(/李红梅/).waitFor()
  await calm()
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/waiting.png` })
  await waiting.getByRole('button', { name: '不对' }).click()
  await press(form, '告诉乡镇')
  await form.getByText('请填写').waitFor()
  await form.getByLabel('哪里不对').fill('说的是50斤')
  await press(form, '告诉乡镇')
  await waiting.waitFor({ state: 'detached' })
  const told = await stateOf('500斤')
  assert.deepEqual([told.call_state, told.verdict, told.call_reason], ['denied', 'follow_up', '说的是50斤'])
  await context.close()
  const list = await office(scene.li, '/supply-reports?state=follow_up')
  await list.page.getByText('本人说不对：说的是50斤').first().waitFor()
  await list.context.close()
})

test('on the phone one tap confirms, and what is not so is told; without a network nothing is lost', async () => {
  await entered('700斤', scene.peach)
  await entered('90斤', scene.lily)
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  const [peach, lily] = [card(page, '黄桃 有货 700斤'), card(page, '黄花菜 有货 90斤')]
  await peach.waitFor()
  await fits(one)
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/phone.png`, fullPage: true })
  await context.setOffline(true)
  await peach.getByRole('button', { name: '是我报的，没错' }).click()
  await peach.getByText('没有网络，有网时再点').waitFor()
  await context.setOffline(false)
  await peach.getByRole('button', { name: '是我报的，没错' }).click()
  await peach.waitFor({ state: 'detached' })
  assert.deepEqual([(await stateOf('700斤')).call_state, (await stateOf('90斤')).call_state], ['own', 'open'])
  await lily.getByText('不对', { exact: true }).click()
  await lily.getByRole('button', { name: '告诉乡镇' }).click()
  await lily.getByRole('alert').waitFor()
  await lily.getByLabel('哪里不对').fill('今年没种')
  await fits(one)
  await lily.getByRole('button', { name: '告诉乡镇' }).click()
  await lily.waitFor({ state: 'detached' })
  assert.equal((await stateOf('90斤')).verdict, 'follow_up')
  await context.close()
})
