// A survey that goes from household to household, without a network: the next one is offered, none is one tap, what was
// said is put right, the sum runs; last round's figures are there; two phones that differ on one household are compared.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { drawn, launch } from './lib/browser.mjs'
import { PASSWORD } from './lib/county.mjs'
import { allSent, calm, card, counted, day, openVillage, phone, ready, signIn } from './lib/field.mjs'
import { startServer } from './lib/server.mjs'
import { itemOf } from './lib/supply.mjs'

let server, browser, scene, ids
before(async () => {
  server = await startServer()
  browser = await launch()
  scene = await openVillage(server)
  ids = {}
  for (const [n, name] of ['孙大山', '周小河', '孙德水', '郑有田'].entries()) {
    ids[name] = (await scene.office.post('/households', { division: scene.village.id, head: { name, phone: `1380000000${n}` } })).id
  }
  await scene.office.post('/households', { division: scene.neighbour.id, head: { name: '曾邻村' } })
  // Said last year, before there were rounds.
  const earlier = { survey: { area_centimu: 250, quantity: { said: '约1500斤' }, from_day: day(1), to_day: day(20), household: ids['周小河'] } }
  await scene.zhang.post('/supply-uploads', { via: 'office', items: [itemOf(scene.village.id, scene.peach, earlier)] })
  await scene.office.post('/survey-rounds', { name: '秋季摸底', from_day: day(0), due_day: day(10) })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const surveys = async (state = '') => (await scene.li.get(`/supply-reports?kind=survey&state=${state}&sort=-told_at&round=${day(0)}`)).items
const of = (rows) => Object.fromEntries(rows.map((row) => [Object.keys(ids).find((name) => ids[name] === row.household) ?? '全村', row.said]))
const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const pick = (page, name) => page.locator('.pick', { hasText: name }).first()
const keep = (page) => page.getByRole('button', { name: '存好，填下一户' }).click()

test('household by household without a network: the next is offered, none is one tap, the sum runs', async () => {
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await ready(page)
  await context.setOffline(true)
  await page.reload()
  await card(page, '秋季摸底').getByRole('button', { name: '按户填' }).click()
  await page.getByText('已答 0 户，本村登记 4 户').waitFor()
  await page.getByText('报了全村合计就按合计算，没报合计的按各户相加。').waitFor()
  // Nobody is chosen yet.
  await keep(page)
  await page.getByText('请选是哪一户').waitFor()
  await calm(one)
  await shot(page, 'field-households-pick')

  // Two are called 孙*: initials or the whole name find them, the number tells them apart.
  const find = page.getByRole('textbox', { name: '哪一户' })
  await find.fill('曾')
  await page.getByText('本村的帮扶户里没有找到').waitFor()
  await find.fill('孙大山')
  await page.getByText('手机里只存姓和拼音首字母').waitFor()
  await calm(one)
  await shot(page, 'field-households-find')
  await find.fill(String(ids['孙德水']))
  assert.equal(await page.locator('.one').count(), 1)
  await find.fill('sds')
  assert.equal(await page.locator('.one').count(), 2)
  await pick(page, `${ids['孙大山']} 号`).click()
  await page.getByLabel('面积（亩）').fill('3.5')
  await page.getByLabel('预计产量').fill('2000')
  await page.getByLabel('从哪天起有').fill(day(2))
  await page.getByLabel('到哪天止').fill(day(30))
  await calm(one)
  await shot(page, 'field-households-fill')
  await keep(page)
  await page.getByText('已答 1 户，本村登记 4 户').waitFor()
  await page.getByText('1 户还在手机里没发出').waitFor()

  // The next one said something last time: it is filled in, in the same window.
  const next = page.locator('.one').first()
  await next.getByText('下一户').waitFor()
  await next.getByText(`${ids['周小河']} 号`).waitFor()
  await shot(page, 'field-households-next')
  await next.locator('.pick').click()
  await page.getByText('上次：2.5 亩，约1500斤').waitFor()
  assert.equal(await page.getByLabel('面积（亩）').inputValue(), '2.5')
  assert.equal(await page.getByLabel('预计产量').inputValue(), '1500')
  assert.equal(await page.getByLabel('到哪天止').inputValue(), day(30), 'the window of the one before')
  await keep(page)
  await page.getByText('合计 6 亩，3,500 斤 · 1,750 公斤').waitFor()
  // The third has none: one tap, and on.
  await page.getByRole('button', { name: `孙* sds（${ids['孙德水']} 号）没有` }).click()
  await page.getByText('已答 3 户，本村登记 4 户').waitFor()
  await page.getByText('其中 1 户没有').waitFor()
  await counted(page, 3)

  // After a reload the phone knows how far it is, and goes on in the same window.
  await open('')
  await page.reload()
  const begun = card(page, '已答 3 户，本村登记 4 户')
  await begun.waitFor()
  assert.equal(await card(page, '黄桃').getByRole('button', { name: '今年没有' }).count(), 0, 'the village is not asked as if nothing was said')
  await calm(one)
  await shot(page, 'field-households-begun')
  await begun.getByRole('button', { name: '接着填' }).click()
  await pick(page, `${ids['郑有田']} 号`).click()
  assert.equal(await page.getByLabel('到哪天止').inputValue(), day(30))
  await page.getByLabel('面积（亩）').fill('1')
  await page.getByLabel('预计产量').fill('500')
  await keep(page)
  await page.getByText('本村各户都答过了').waitFor()

  // What was said of the first is put right before it went.
  await page.getByText('已答的 4 户').click()
  await pick(page, `${ids['孙大山']} 号`).click()
  await page.getByText(/更正 .* 报的：约2000斤/).waitFor()
  assert.equal(await page.getByLabel('面积（亩）').inputValue(), '3.5')
  await page.getByLabel('预计产量').fill('2200')
  await keep(page)
  await page.getByText('合计 7 亩，4,200 斤 · 2,100 公斤').waitFor()
  await open('outbox')
  await page.getByText(`摸底 孙* sds（${ids['孙大山']} 号） 3.5 亩, 约2200斤`).waitFor()
  await page.getByText(`摸底 孙* sds（${ids['孙德水']} 号） 没有`).waitFor()
  await calm(one)

  await context.setOffline(false)
  await allSent(page)
  assert.deepEqual(of(await surveys()), { 孙大山: '约2200斤', 周小河: '约1500斤', 孙德水: '', 郑有田: '约500斤' })
  const [row] = (await scene.office.get('/survey-rounds/1/answers')).items
  assert.deepEqual([row.grams, row.area_centimu, row.household_count, row.conflict], [2_100_000, 700, 4, false])

  // The township looked at one; the phone says what became of it.
  const [wrong] = (await surveys()).filter((report) => report.household === ids['郑有田'])
  await scene.li.post('/supply-checks', { reports: [wrong.id], verdict: 'wrong', reason: '今年没有种' })
  await open('')
  await page.reload()
  await page.getByText('已答 3 户，本村登记 4 户').waitFor()
  await open('mine')
  const said = card(page, `郑* zyt（${ids['郑有田']} 号） 约500斤`)
  await said.getByText('乡镇认为有误').waitFor()
  await said.getByText('今年没有种').waitFor()
  await calm(one)
  await shot(page, 'field-households-mine')
  // It is corrected as what it is: one household's.
  await said.getByRole('link', { name: '更正' }).click()
  await page.getByText(`这一户：郑* zyt（${ids['郑有田']} 号）`).waitFor()
  assert.equal(await page.getByRole('radio', { name: '按户' }).count(), 0)
  await page.getByLabel('预计产量').fill('300')
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()
  await allSent(page)
  assert.equal(of(await surveys())['郑有田'], '约300斤')
  await context.close()
})

test('two phones differ on one household: both values, one choice; the village’s own sum then counts', async () => {
  const tan = await scene.county.signIn('tan')
  const what = { survey: { area_centimu: 90, quantity: { said: '300斤' }, from_day: day(2), to_day: day(20), round: day(0), household: ids['孙德水'] } }
  await tan.post('/supply-uploads', { via: 'office', items: [itemOf(scene.village.id, scene.peach, what)] })
  const one = await phone(browser, server.url)
  const { page, context, open } = one
  await open()
  await signIn(page)
  await page.getByRole('button', { name: '对照并选定' }).click()
  await page.getByText(`孙* sds（${ids['孙德水']} 号）`).waitFor()
  await card(page, '300斤').getByText('摸底 0.9 亩').waitFor()
  await calm(one)
  await shot(page, 'field-households-conflict')
  await card(page, '这户没有').getByRole('button', { name: '以这个为准' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()
  await allSent(page)
  assert.equal((await surveys('conflict')).length, 0)
  assert.deepEqual([of(await surveys())['孙德水'], of(await surveys())['全村']], ['', undefined], 'it is still one household’s')

  // One sum for the village: it counts, and the phone asks no more.
  await card(page, '正在按户').or(card(page, '已答')).first().getByRole('button', { name: '改报全村合计' }).click()
  await page.getByText(/已答 4 户/).waitFor()
  assert.equal(await page.getByRole('textbox', { name: '哪一户' }).count(), 0)
  await page.getByLabel('面积（亩）').fill('20')
  await page.getByLabel('预计产量').fill('9000')
  await page.getByLabel('从哪天起有').fill(day(2))
  await page.getByLabel('到哪天止').fill(day(30))
  await page.getByRole('button', { name: '存好并发出' }).click()
  await page.getByRole('heading', { name: '随时可报' }).waitFor()
  await allSent(page)
  await page.getByText('已答 4 户').waitFor({ state: 'detached' })
  const [row] = (await scene.office.get('/survey-rounds/1/answers')).items
  assert.deepEqual([row.grams, row.households_g, row.household_count], [4_500_000, 2_000_000, 4])
  await context.close()
})

/** Runs in a page: the draft as it is sealed; every sealing is another. */
const draft = () => new Promise((done) => {
  const asked = indexedDB.open('huoshui-field')
  asked.onsuccess = () => {
    const kept = asked.result.transaction('kept').objectStore('kept').get('draft.survey')
    kept.onsuccess = () => {
      asked.result.close()
      done(JSON.stringify(kept.result ?? null, (_, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer ?? value)].join() : value)))
    }
  }
})

test('a way of its own at any time: the draft survives a reload, and says which household it is of', async () => {
  const one = await phone(browser, server.url, { lang: 'en' })
  const { page, context, open } = one
  await open()
  await page.getByRole('radio', { name: 'Password', exact: true }).check()
  await page.getByLabel('Login').fill('zhang')
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText(/^As of/).waitFor()
  await open('survey')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByRole('radio', { name: 'By household' }).check()
  await page.getByText('The village’s own sum is 约9000斤; that counts.').waitFor()
  await page.getByText('Answered: 4').click()
  await pick(page, `no. ${ids['周小河']}`).click()
  await calm(one)
  await shot(page, 'field-households-en')
  const before = await page.evaluate(draft)
  await page.getByLabel('Area (mu)').fill('2.75')
  while (await page.evaluate(draft) === before) await drawn(page)
  await page.reload()
  await page.getByText('You left this half filled in').waitFor()
  await page.getByText(`周* zxh (no. ${ids['周小河']})`).first().waitFor()
  assert.equal(await page.getByLabel('Area (mu)').inputValue(), '2.75')
  await context.close()
})
