// Produce finds its buyer, in a real browser: the canteen states what it wants, the office looks at a plan, makes it and
// sends an offer, buyer and village agree on a price, and the buyer signs what was agreed.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { setUp } from './lib/county.mjs'
import { choose, chooseNamed, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom, itemOf } from './lib/supply.mjs'

const shots = process.env.SHOTS
const shot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true }) }

/** A crop all year round, and what its village says it has. */
async function growCrop(village, said, fen_per_kg) {
  const crop = (await office.post('/crops', { name: '黄花菜', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village], from_day: dayFrom(-30) })
  const what = { supply: { quantity: { said }, fen_per_kg, to_day: dayFrom(20) } }
  const { outcomes } = await officer.post('/supply-uploads', { via: 'office', items: [itemOf(village, crop, what)] })
  assert.equal(outcomes[0].went, 'taken')
}

let server, browser, office, officer, buyer, supervisor
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  office = await county.person('wang', '王建国', 'county_office')
  const village = await county.division('梧桐村')
  const { parent } = await county.admin.get(`/divisions/${village}`)
  officer = await county.person('shen', '申某', 'information_officer', village)
  supervisor = await county.person('lixia', '李霞', 'township_supervisor', parent)
  const unit = (await office.post('/units', { kind: 'school', name: '邵东一中', union_name: '邵东一中工会', field: '教育' })).id
  buyer = await county.person('zheng', '郑某', 'unit_buyer', unit)
  await growCrop(village, '2000斤', 900)
  await office.post('/households', { division: village, head: { name: '曾大山' } })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)

test('the office pairs a unit with a village, and its buyer finds there what to buy', async () => {
  const there = await at(office, '/pairings')
  await there.page.getByRole('button', { name: '登记结对' }).click()
  await choose(there.page, there.form, '单位', '邵东一中', '邵东一中')
  await choose(there.page, there.form, '村', '梧桐村', /梧桐村/)
  await there.form.getByLabel('文号').fill('邵东扶办〔2018〕6号')
  await there.form.getByRole('button', { name: '登记结对' }).click()
  await there.form.waitFor({ state: 'detached' })
  await there.page.getByText('2,000').waitFor()
  await there.page.getByRole('button', { name: '登记结对' }).click()
  await choose(there.page, there.form, '单位', '邵东一中', '邵东一中')
  await chooseNamed(there.form, '方式', '结对干部')
  await choose(there.page, there.form, '帮扶户', '曾大山', /曾/)
  await there.form.getByRole('textbox', { name: '结对干部' }).fill('刘向东')
  await shot(there.page, 'pairing-cadre-1440')
  await there.form.getByRole('button', { name: '登记结对' }).click()
  await there.form.waitFor({ state: 'detached' })
  await there.page.getByText('刘向东').waitFor()
  await there.calm()
  await there.context.close()
  const { page, context, calm, form } = await at(buyer, '/pairings', { width: 390, height: 844 })
  const wanted = (of) => page.locator('li.card', { hasText: of }).getByRole('button', { name: '登记需求' }).click()
  await page.getByText('曾*').waitFor()
  await wanted('2,000')
  await form.getByText(/梧桐村/).waitFor()
  await calm()
  await form.getByRole('button', { name: '取消' }).click()
  await wanted('曾*')
  await form.getByText('只要曾*').waitFor()
  await calm()
  await shot(page, 'pairing-demand-390')
  await choose(page, form, '品种', '', '黄花菜')
  await form.getByLabel('数量').fill('100')
  await choose(page, form, '送到', '两市塘', /两市塘/)
  await form.getByLabel('最晚哪天').fill(dayFrom(4))
  await form.getByLabel('最晚哪天').press('Enter')
  await form.getByRole('button', { name: '登记需求' }).click()
  await form.waitFor({ state: 'detached' })
  const [demand] = (await buyer.get('/demands?mine=true')).items
  assert.equal(demand.directed_kind, 'household')
  await buyer.post(`/demands/${demand.id}/ending`, { reason: '试填' })
  await context.close()
})

test('a buyer states a demand for the own unit, with what the server refuses at its field', async () => {
  const { page, context, calm, form } = await at(buyer, '/demands')
  await page.getByRole('button', { name: '登记需求' }).click()
  await choose(page, form, '品种', '', '黄花菜')
  await form.getByLabel('数量').fill('0')
  await choose(page, form, '送到', '两市塘', /两市塘/)
  await form.getByLabel('最晚哪天').fill(dayFrom(4))
  await form.getByLabel('最晚哪天').press('Enter')
  await form.getByLabel('最高价').fill('6.5')
  await form.getByText('隔一段时间要一次').click()
  await form.getByLabel('每隔').fill('7')
  await form.getByLabel('到哪天为止').fill(dayFrom(40))
  await form.getByLabel('到哪天为止').press('Enter')
  await form.getByRole('button', { name: '登记需求' }).click()
  await form.locator('.is-error', { hasText: '数量应为 1 公斤到 10 万吨' }).waitFor()
  await form.getByLabel('数量').fill('300')
  await form.getByRole('button', { name: '登记需求' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('¥6.50/斤（¥13.00/公斤）').waitFor()
  await page.getByText(/每 7 天一次，到/).waitFor()
  const [demand] = (await buyer.get('/demands?mine=true')).items
  assert.equal(demand.max_fen_per_kg, 1300)
  await calm()
  await context.close()
})

test('the office looks at a plan, makes it, and sends what it proposes', async () => {
  const { page, context, calm, form } = await at(office, '/matching-runs')
  await page.getByRole('button', { name: '做一次撮合' }).click()
  await page.getByLabel('往后看几天').fill('0')
  await page.getByRole('button', { name: '先看看' }).click()
  await page.locator('.is-error', { hasText: '撮合天数应为 1 到 90 天' }).waitFor()
  await page.getByLabel('往后看几天').fill('6')
  await page.getByRole('button', { name: '先看看' }).click()
  await page.getByText('已证明最优，没有更好的方案').waitFor()
  await page.getByText('600 斤（300 公斤）').first().waitFor()
  assert.equal((await office.get('/matching-runs')).items.length, 0)
  await calm()
  await page.getByRole('button', { name: '生成对接' }).click()
  await page.waitForURL(/matching-runs\/\d+$/)
  await page.getByText('核对用').click()
  await page.getByText('huoshui match').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载算例' }).click()])
  assert.match(saved.suggestedFilename(), /^matching-\d+\.json$/)
  await calm()
  await page.getByRole('button', { name: '去发出' }).click()
  await page.getByRole('button', { name: '全选' }).click()
  await page.getByText('已选 1 条，共 600 斤（300 公斤）').waitFor()
  await page.getByRole('button', { name: '发出', exact: true }).click()
  await form.getByRole('button', { name: '发出', exact: true }).click()
  await page.getByText('已发出 1 条').waitFor()
  await calm()
  await context.close()
})

test('the office asks of a kept plan what a change would bring, and nothing is kept', async () => {
  for (const size of [{}, { width: 390, height: 844 }]) {
    const { page, context, calm } = await at(office, '/matching-runs/1', ...(size.width ? [size] : []))
    const card = page.locator('section.hs-card', { hasText: '如果……会怎样' })
    const ask = async (change, fill) => {
      await choose(page, card, '改哪一样', '', change)
      await fill()
      await card.getByRole('button', { name: '算一算' }).click()
    }
    await card.getByLabel('延长').fill('91')
    await card.getByRole('button', { name: '算一算' }).click()
    await card.locator('.is-error', { hasText: '延长的天数应为 1 到 90 天' }).waitFor()
    await card.getByLabel('延长').fill('3')
    await card.getByRole('button', { name: '算一算' }).click()
    await card.getByText('没有变化：原来的方案仍是最好的。').waitFor()
    await ask('采购方再多要一些', async () => {
      await choose(page, card, '哪项需求', '一中', /邵东一中/)
      await card.getByLabel('再多要').fill('200')
    })
    await card.getByText('多对接 400 斤（200 公斤），运费多 ¥40.00。').waitFor()
    await card.getByText('哪些村多卖、少卖').waitFor()
    await card.getByText('1,000').first().waitFor()
    await calm()
    await ask('再派一辆车', async () => {
      await choose(page, card, '哪项货源', '梧桐村', /梧桐村/)
      await card.getByLabel('这辆车最多装').fill('100')
      await card.getByLabel('这辆车的运费').fill('0.05')
    })
    await card.getByText('数量不变，运费少 ¥15.00。').waitFor()
    await calm()
    await context.close()
  }
  assert.equal((await office.get('/matching-runs')).items.length, 1)
  assert.equal((await office.get('/matching-runs/1')).matched_kg, 300)
})

test('buyer and village agree on one price; another price is refused at the field', async () => {
  const first = await at(buyer, '/')
  await first.page.getByRole('link', { name: /待答复的产销对接/ }).click()
  await first.page.getByRole('link', { name: /梧桐村/ }).click()
  await first.page.getByRole('button', { name: '接受', exact: true }).click()
  await first.form.getByLabel('谈定的价').fill('5')
  await first.form.getByRole('button', { name: '接受', exact: true }).click()
  await first.form.waitFor({ state: 'detached' })
  await first.page.getByText('¥5.00/斤（¥10.00/公斤）').first().waitFor()
  await first.calm()
  await first.context.close()

  const { page, context, calm, form } = await at(officer, '/offers?state=sent', { width: 390, height: 844 })
  await page.getByRole('link', { name: /梧桐村/ }).click()
  await page.getByRole('button', { name: '接受', exact: true }).click()
  assert.equal(await form.getByLabel('谈定的价').inputValue(), '10.00')
  await form.getByLabel('谈定的价').fill('11')
  await form.getByRole('button', { name: '接受', exact: true }).click()
  await form.locator('.is-error', { hasText: '对方谈定的是每公斤 10.00 元' }).waitFor()
  await form.getByLabel('谈定的价').fill('10')
  await form.getByRole('button', { name: '接受', exact: true }).click()
  await page.getByText('已谈定').first().waitFor()
  await page.getByText('谈定价').waitFor()
  await calm()
  await context.close()
  assert.equal((await buyer.get('/demands')).items[0].agreed_kg, 300)
  assert.equal((await supervisor.get('/offers')).items[0].state, 'agreed')
})

test('the office writes down what ways cost, and ends a demand for its buyer', async () => {
  const { page, context, calm, form } = await at(office, '/transport-costs')
  await page.getByText('没有登记的路按估算').waitFor()
  await page.getByRole('button', { name: '修改' }).click()
  await page.getByLabel('第 1 行 从').selectOption({ index: 1 })
  await page.getByLabel('第 1 行 到').selectOption('0')
  await page.getByLabel('第 1 行 运费').fill('2000')
  await page.getByRole('button', { name: '保存' }).click()
  await page.locator('tr.wrong', { hasText: '运费应为每公斤 0 到 1000 元' }).waitFor()
  await page.getByLabel('第 1 行 运费').fill('0.45')
  await page.getByRole('button', { name: '加一行' }).click()
  await page.getByRole('button', { name: '去掉第 2 行' }).click()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存 1 条').waitFor()
  await calm()
  await page.goto(`${server.url}/office/demands`)
  await page.getByRole('button', { name: '结束', exact: true }).click()
  await form.getByLabel('理由').fill('食堂停业')
  await form.getByRole('button', { name: '结束', exact: true }).click()
  // The other one ended in the first story.
  await page.getByText('已结束').nth(1).waitFor()
  await calm()
  await context.close()
})

test('the table of ways comes from a file: looked at, wrong rows named, taken once, out in the same form', async () => {
  const file = (rows) => ({ name: '运费.csv', mimeType: 'text/csv', buffer: Buffer.from(`从,到,运费（分/公斤）,方向\n${rows.join('\n')}\n`) })
  const before = (await office.get('/transport-costs')).items.length
  for (const size of [{}, { width: 390, height: 844 }]) {
    const first = !size.width
    const { page, context, calm } = await at(office, '/transport-costs', ...(first ? [] : [size]))
    await page.getByText('现在用的是').waitFor()
    await page.getByRole('button', { name: '从文件导入' }).click()
    const look = async (rows) => {
      await page.locator('input[type=file]').setInputFiles(file(rows))
      await page.getByRole('button', { name: '先看看' }).click()
      await page.getByText(/读到 \d+ 行/).waitFor()
    }
    await look(['斫曹乡,两市塘街道,8,', '斫曹乡,两市塘镇镇,8,', '灵官殿镇,县外,八毛,'])
    await page.getByText('没有“两市塘镇镇”这个乡镇或村，是不是两市塘街道').waitFor()
    await page.getByText('不带单位的数字').waitFor()
    assert.equal(await page.getByRole('button', { name: '写入运费表' }).count(), 0, 'nothing is taken while a row is wrong')
    await calm()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/ways-wrong-${first ? 1440 : 390}.png`, fullPage: true })
    await look(['斫曹乡,两市塘街道,8,', '灵官殿镇,县外,45,单向'])
    if (first) {
      await page.getByText('新增 3 条路，改价 0 条，不变 0 条，删去 0 条').waitFor()
      await calm()
      await page.getByRole('button', { name: '写入运费表' }).click()
      await page.getByText('已写入：新增 3 条').waitFor()
      await page.getByText(/现在用的是文件“运费\.csv”里的运费表/).waitFor()
    } else {
      await page.getByText('和现在的运费表一样，没有要改的。').waitFor()
      await page.getByRole('button', { name: '取消' }).click()
    }
    await calm()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 CSV' }).click()])
    assert.equal(saved.suggestedFilename(), '运费表.csv')
    await context.close()
  }
  assert.equal((await office.get('/transport-costs')).items.length, before + 3)

  // A run says by which table it was counted: the first one by none, the next by the file.
  const run = await at(office, '/matching-runs/1')
  await run.page.getByText('没有用到运费表：1 条路都按估算').waitFor()
  const { crops, places } = await office.get('/market-choices?q=两市塘街道')
  const [ended] = (await buyer.get('/demands?mine=true')).items
  await buyer.post('/demands', { crop: crops[0].id, unit: ended.unit, division: places[0].id, kg: 50, from_day: dayFrom(0), to_day: dayFrom(3) })
  await run.page.goto(`${server.url}/office/matching-runs/new`)
  await run.page.getByLabel('往后看几天').fill('6')
  await run.page.getByRole('button', { name: '先看看' }).click()
  await run.page.getByText(/文件“运费\.csv”（.*起）：1 条路里 1 条按表，0 条按估算/).waitFor()
  await run.calm()
  if (process.env.SHOTS) await run.page.screenshot({ path: `${process.env.SHOTS}/plan-ways.png`, fullPage: true })
  await run.context.close()
})

test('what was agreed becomes a contract: all of it stands in the form, the buyer adds who sells', async () => {
  const { page, context, calm } = await at(buyer, '/offers?state=agreed')
  await page.getByRole('link', { name: /梧桐村/ }).click()
  await page.getByRole('button', { name: '签合同' }).click()
  await page.getByText(/按谈定的对接：.*梧桐村/).waitFor()
  assert.equal(await page.getByLabel('数量').inputValue(), '600')
  assert.equal(await page.getByLabel('单价', { exact: true }).inputValue(), '10.00')
  await page.getByLabel('村民姓名').fill('尹大有')
  await page.getByLabel('电话', { exact: true }).fill('13812345678')
  await calm()
  await page.locator('main form').getByRole('button', { name: '签合同' }).click()
  await page.getByRole('heading', { name: '合同 1 号' }).waitFor()
  await page.getByText('尹*', { exact: true }).waitFor()
  await calm()
  await page.getByRole('link', { name: '对接 1 号' }).click()
  await page.getByRole('link', { name: '合同 1 号' }).waitFor()
  assert.equal(await page.getByRole('button', { name: '签合同' }).count(), 0, 'an offer is signed once')
  await context.close()
  const contract = await buyer.get('/contracts/1')
  assert.deepEqual([contract.kg, contract.offer, contract.buyer_name, contract.prices[0].fen_per_kg], [300, 1, '邵东一中', 1000])
})
