// Technical guidance: the township keeps a number, the officer rings with one tap and notes what was advised without a
// network; guide and township read it in the office, and it is followed up on its day. Real binary and browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, counted, day, openVillage, phone, ready, signIn } from './lib/field.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene, guide
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openVillage(server)
  guide = await scene.county.person('jinong', '纪农', 'technical_guide', await scene.county.division('灵官殿镇'))
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)
const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }

test('the guide keeps the number of the own township', async () => {
  const { page, context, calm: settled, form } = await at(guide, '/helplines')
  await page.getByText('还没有咨询电话').waitFor()
  await page.getByRole('button', { name: '登记电话' }).click()
  await form.getByLabel('谁接听').fill('纪农')
  await form.getByLabel('电话', { exact: true }).fill('2651234')
  await form.getByLabel('接听时间').fill('工作日 8:00–17:30')
  await form.getByRole('button', { name: '登记电话' }).click()
  await form.locator('.is-error', { hasText: '请填手机或带区号的座机号码' }).waitFor()
  await form.getByLabel('电话', { exact: true }).fill('0739-2651234')
  await form.getByRole('button', { name: '登记电话' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('0739-2651234').waitFor()
  await settled()
  await shot(page, 'office-helplines')
  await context.close()
})

test('the officer rings, notes what was advised without a network, and it arrives once', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await page.getByRole('link', { name: /^技术指导/ }).click()
  assert.equal(await page.getByRole('link', { name: /纪农/ }).getAttribute('href'), 'tel:0739-2651234')
  await calm(one)
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('link', { name: /0739-2651234/ }).waitFor()
  await page.getByRole('button', { name: '记一条指导' }).click()
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('请写谁问的').waitFor()
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('谁问的').fill('赵春生')
  await page.getByLabel('什么问题').fill('叶子发黄')
  await page.getByLabel('怎么指导的').fill('补铁肥，少浇水')
  await page.getByLabel(/哪天回访/).fill(day(-1))
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('回访不早于今天').waitFor()
  await page.getByLabel(/哪天回访/).fill(day(0))
  await calm(one)
  await shot(page, 'field-advice')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await counted(page, 1)
  await card(page, '赵春生').getByText('还没发出').waitFor()
  await calm(one)
  await context.setOffline(false)
  await allSent(page)
  await card(page, '赵春生').getByText('该回访了').waitFor()
  await calm(one)
  await shot(page, 'field-guide')
  const notes = (await scene.li.get('/advice')).items
  assert.deepEqual(notes.map(({ asker, problem, via }) => [asker, problem, via]), [['赵春生', '叶子发黄', 'app']])
  assert.equal((await scene.office.get('/advice')).items[0].asker, '赵*')

  // Followed up: what was asked stands in the form.
  await page.getByRole('button', { name: '回访，记结果' }).click()
  assert.equal(await page.getByLabel('什么问题').inputValue(), '叶子发黄')
  await page.getByLabel('怎么指导的').fill('已经转绿')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('已回访').waitFor()
  await allSent(page)
  await calm(one)
  await context.close()
})

test('a guide with a phone of the own: bound by six digits, notes advice without a network, and sees nothing to report', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  const [post] = (await scene.li.get('/posts?role=technical_guide')).items
  const { login, digits } = await scene.li.post(`/posts/${post.id}/device-codes`)
  await open()
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('乡镇在电话里报的六位数字').fill(digits)
  await page.getByRole('button', { name: '绑定这部手机' }).click()
  await page.getByText('取自县里').waitFor()
  await ready(page)
  await page.getByText('已经转绿').waitFor()
  assert.deepEqual(await page.getByRole('navigation').getByRole('link').allInnerTexts(), ['技术指导', '待发', '设置'])
  await calm(one)
  await shot(page, 'field-guide-own')
  await context.setOffline(true)
  await page.reload()
  await page.getByText('已经转绿').waitFor()
  await page.getByRole('button', { name: '记一条指导' }).click()
  await page.getByLabel('村', { exact: true }).selectOption(String(scene.neighbour.id))
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('谁问的').fill('钱老三')
  await page.getByLabel('什么问题').fill('根腐')
  await page.getByLabel('怎么指导的').fill('开沟排水')
  await calm(one)
  await shot(page, 'field-guide-form')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByText('还没发出').waitFor()
  await counted(page, 1)
  // Where there is no network for days, a guide's notes go as a file too; a page of an officer's is none of theirs.
  await open('outbox')
  await page.getByRole('button', { name: '存成文件' }).waitFor()
  assert.equal(await page.getByText('替别人交文件').count(), 0)
  await calm(one)
  await open('supply')
  await page.getByRole('button', { name: '记一条指导' }).waitFor()
  await context.setOffline(false)
  await allSent(page)
  await page.getByText('开沟排水').waitFor()
  await calm(one)
  const [note] = (await scene.li.get('/advice')).items
  assert.deepEqual([note.asker, note.via, note.role, note.division], ['钱老三', 'app', 'technical_guide', scene.neighbour.id])
  await context.close()

  // By password as well.
  const other = await phone(browser, server.url, { look: 'sun' })
  await other.open()
  await signIn(other.page, 'jinong')
  await other.page.getByText('开沟排水').waitFor()
  await calm(other)
  await other.context.close()
})

test('guide and township read it in the office, and note their own', async () => {
  const { page, context, calm: settled, form } = await at(guide, '/advice', { width: 390, height: 844 })
  await page.getByText('已经转绿').waitFor()
  await settled()
  await page.getByRole('button', { name: '记一条指导' }).click()
  await choose(page, form, '村（社区）', scene.village.name, new RegExp(scene.village.name))
  await choose(page, form, '品种', '', '黄桃')
  await form.getByLabel('谁问的').fill('孙大山')
  await form.getByLabel('什么问题').fill('落果')
  await form.getByLabel('怎么指导的').fill('先疏果')
  await form.getByRole('button', { name: '记一条指导' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('先疏果').waitFor()
  await settled()
  await shot(page, 'office-advice')
  await context.close()
  assert.equal((await scene.li.get('/advice')).items.length, 4)
})
