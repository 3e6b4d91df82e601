// A producer's phone: is each product listed and until when, a renewal that begins as the last one with a photo as
// evidence, a returned case handed in again, who wants the goods, an offer answered by both sides. Real binary and browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { allSent, calm, card, day, painted, phone, ready, signIn } from './lib/field.mjs'
import { officeOf } from './lib/office.mjs'
import { openProducer } from './lib/producer.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, scene
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openProducer(server)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const at = officeOf(() => browser, () => server)
const acts = async (offer) => (await scene.office.get(`/offers/${offer}`)).acts.map(({ act }) => act)

test('am I listed and until when; a renewal begins as the last one, with a photo', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page, 'sun')
  await ready(page)
  const peach = card(page, '黄桃')
  await peach.getByText('快到期', { exact: true }).waitFor()
  await peach.getByText(`在目录里，到 ${day(30)}`).waitFor()
  const plum = card(page, '李子')
  await plum.getByText('被退回', { exact: true }).waitFor()
  await plum.getByText('原因：缺去年的工资表').waitFor()
  await plum.getByText('不符合', { exact: true }).waitFor()
  await plum.getByText('达到收入线的人数 0 ≥ 1').waitFor()
  await calm(one)
  await shot(page, 'field-producer-goods')

  // Everything stands in the form already; it is kept while there is no network.
  await peach.getByRole('button', { name: '照上次申请续期' }).click()
  const statement = page.getByLabel('申报说明')
  assert.equal(await statement.inputValue(), '带动 8 户务工')
  assert.ok(await page.getByRole('checkbox', { name: '黄桃' }).isChecked())
  assert.ok(await page.getByRole('checkbox', { name: /李子/ }).isDisabled(), 'it stands in a case of its own')
  await page.getByText('产品没有变：按续期办，由县里复核。').waitFor()
  await calm(one)
  await shot(page, 'field-producer-apply')
  await statement.fill('')
  await page.getByRole('button', { name: '申报', exact: true }).click()
  await page.getByText('请写一句说明').waitFor()
  await statement.fill('今年带动 10 户务工')
  await page.locator('input[type=file]').setInputFiles({ name: '工资表.jpg', mimeType: 'image/jpeg', buffer: await painted(page, 3000, 2000) })
  await page.getByRole('img', { name: '照片 1' }).waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: '申报', exact: true }).click()
  await page.getByRole('alert').getByText('申报要有网络').waitFor()
  assert.equal(await statement.inputValue(), '今年带动 10 户务工')
  await context.setOffline(false)
  await page.getByRole('button', { name: '申报', exact: true }).click()
  await page.getByRole('heading', { name: '认定办理' }).waitFor()
  await page.getByText('已申请续期，等县里复核').waitFor()
  await allSent(page)
  await page.getByText('已收到').waitFor()
  await calm(one)
  await shot(page, 'field-producer-case')
  const found = await scene.office.get(`/certifications/${scene.listed}`)
  assert.deepEqual(found.acts.slice(-1).map(({ action, reason }) => [action, reason]), [['propose_renewal', '今年带动 10 户务工']])
  const proofs = (await scene.office.get(`/certifications/${scene.listed}/evidence`)).items
  assert.equal(proofs.length, 1)
  assert.ok(proofs[0].size_bytes < 1_000_000, `${proofs[0].size_bytes} bytes`)

  // What was returned goes in again, with what was mended.
  await page.getByRole('link', { name: '产品' }).click()
  await card(page, '黄桃').getByText('已申请续期', { exact: true }).waitFor()
  await card(page, '李子').getByRole('button', { name: '补正再报' }).click()
  await page.getByLabel('申报说明').fill('补了工资表')
  await page.getByRole('button', { name: '补正再报' }).click()
  await page.getByText('已申报，等乡镇核查').waitFor()
  await page.getByText('补了工资表').waitFor()
  await calm(one)

  await context.close()
})

test('who wants my goods, and an offer that both sides shape', async () => {
  const offer = await scene.offer('1000公斤', 800, { producer: scene.producer })
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page, 'sun')
  await page.getByRole('link', { name: '对接', exact: true }).click()
  // Named once an offer was sent; a number to ring for all else.
  await card(page, '还要 1,600 斤 · 800 公斤').getByText('邵东一中').waitFor()
  assert.equal(await page.getByRole('link', { name: /0739-2651234/ }).getAttribute('href'), 'tel:0739-2651234')
  await calm(one)
  await shot(page, 'field-producer-offers')
  await page.getByRole('link', { name: /等答复/ }).click()
  await page.getByText('县里发来').waitFor()
  await calm(one)
  await page.getByText('改一改再谈').click()
  await page.getByRole('button', { name: '提出改动' }).click()
  await page.getByText('请选或写一个原因').first().waitFor()
  await page.getByLabel('数量（斤）').fill('1001')
  await page.getByRole('radio', { name: '没有这么多' }).first().check()
  await page.getByRole('button', { name: '提出改动' }).click()
  await page.getByText('请填 2 到 1,600 之间的双数').waitFor()
  await page.getByLabel('数量（斤）').fill('1000')
  await page.getByLabel('价格（元/斤）').fill('3')
  await calm(one)
  await shot(page, 'field-producer-answer')
  await page.getByRole('button', { name: '提出改动' }).click()
  await page.getByText('我方提出改动').waitFor()
  await page.getByText('等对方答复').waitFor()
  assert.deepEqual(await acts(offer), ['sent', 'village_proposed'])

  // The school wants a little more at the same price: one tap takes it, at what stands on the button.
  await scene.zheng.post(`/offers/${offer}/acts`, { act: 'buyer_proposed', kg: 600, fen_per_kg: 590, reason: '食堂要六百公斤' })
  await page.reload()
  await page.getByText('采购方提出改动').waitFor()
  await page.getByText('食堂要六百公斤').waitFor()
  await page.getByRole('button', { name: /接受：2\.95 元\/斤/ }).click()
  await page.getByText('1,200 斤 · 600 公斤，2.95 元/斤').waitFor()
  await calm(one)
  await page.getByRole('button', { name: '再想想' }).click()
  assert.deepEqual(await acts(offer), ['sent', 'village_proposed', 'buyer_proposed'])
  await page.getByRole('button', { name: /接受：/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '接受', exact: true }).click()
  await page.getByText('已谈定').first().waitFor()
  await page.getByRole('img', { name: /有人要.*黄桃/ }).waitFor()
  await page.getByRole('button', { name: '转发文字和链接' }).waitFor()
  await calm(one)
  await shot(page, 'field-producer-agreed')
  assert.equal((await scene.office.get(`/offers/${offer}`)).state, 'agreed')
  // Agreed, it stands there without a network too.
  await ready(page)
  await context.setOffline(true)
  await page.reload()
  await page.getByText('已谈定').first().waitFor()
  await context.close()
})

test('the village’s officer refuses with a reason, and sees the price of the other side', async () => {
  const offer = await scene.offer('2000公斤', 700)
  await scene.zheng.post(`/offers/${offer}/acts`, { act: 'buyer_accepted', fen_per_kg: 610 })
  const one = await phone(browser, server.url, { look: 'sun', font: 32 })
  const { page, context, open } = one
  await open()
  await signIn(page, 'zhang')
  await page.getByRole('link', { name: '对接', exact: true }).click()
  await page.getByRole('link', { name: /等答复/ }).click()
  await page.getByText('采购方接受').waitFor()
  await calm(one)
  await page.getByText('不卖', { exact: true }).first().click()
  await page.getByRole('radio', { name: '货已经卖了' }).last().check()
  await page.getByLabel(/再说一句/).last().fill('昨天卖给客商')
  await page.getByRole('button', { name: '不卖' }).click()
  await page.getByText('未谈成').first().waitFor()
  await page.getByText('货已经卖了，昨天卖给客商').waitFor()
  await calm(one)
  assert.deepEqual(await acts(offer), ['sent', 'buyer_accepted', 'village_refused'])
  await context.close()
})

test('in the office a producer answers too, and sees nothing else of the market', async () => {
  const offer = await scene.offer('3000公斤', 500, { producer: scene.producer })
  const { page, context, calm: settled, form } = await at(scene.sun, '/offers?state=sent', { width: 390, height: 844 })
  await page.getByRole('link', { name: /灵官殿镇/ }).click()
  await page.locator('main').getByText('灵官殿黄桃专业合作社').first().waitFor()
  await page.getByRole('button', { name: '改一改再谈' }).click()
  await form.getByLabel('改成').fill('400')
  await form.getByLabel('理由').fill('只剩四百')
  await form.getByRole('button', { name: '改一改再谈' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('村里提出改动').first().waitFor()
  await settled()
  assert.deepEqual(await acts(offer), ['sent', 'village_proposed'])
  await context.close()
})
