// A fair, in a real browser: prices are looked at, a villager without a phone signs on the spot, deliveries are paid by floor
// and market, a household sees what its contracts brought.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { setUp } from './lib/county.mjs'
import { choose, officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom } from './lib/supply.mjs'

let server, browser, office, officer, inspector, village, crop
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  office = await county.person('wang', '王建国', 'county_office')
  village = await county.division('梧桐村')
  officer = await county.person('shen', '申某', 'information_officer', village)
  inspector = await county.person('duli', '督力', 'inspector')
  crop = (await office.post('/crops', { name: '黄花菜', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })).id
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)

test('an inspector enters what the market pays; the median says from where', async () => {
  const { page, context, calm, form } = await at(inspector, '/price-samples', { width: 390, height: 844 })
  for (const [place, price] of [['城东市场', '2.5'], ['两市塘市场', '26'], ['城东市场', '2.7']]) {
    await page.getByRole('button', { name: '登记价格' }).click()
    if (place === '城东市场' && price === '2.5') await choose(page, form, '品种', '', '黄花菜')
    await form.getByLabel('等级').fill('一级')
    await form.getByLabel('市场', { exact: true }).fill(place)
    await form.getByLabel('价格', { exact: true }).fill(price)
    await form.getByRole('button', { name: '登记价格' }).click()
    await form.waitFor({ state: 'detached' })
  }
  // ¥26 was a slip of the hand: another stands in its place.
  await page.locator('li.card').filter({ hasText: '两市塘市场' }).getByRole('button', { name: '更正' }).first().click()
  await form.getByLabel('价格', { exact: true }).fill('5.20')
  await form.getByRole('button', { name: '更正' }).click()
  await page.getByText('已由 4 号更正').waitFor()
  await page.goto(`${server.url}/office/price-samples?crop=${crop}`)
  await page.getByText('¥2.60/斤（¥5.20/公斤）').first().waitFor()
  await page.getByText(/^3 个样本 · .* · 两市塘市场、城东市场$/).waitFor()
  await calm()
  await context.close()
})

test('the office announces a fair and writes down what is only said', async () => {
  const { page, context, calm, form } = await at(office, '/fairs')
  await page.getByRole('button', { name: '登记活动' }).click()
  await form.getByLabel('活动名称').fill('黄花菜产销对接会')
  await form.getByLabel('主办').fill('邵东经济开发区')
  await form.getByLabel('来宾').fill('50')
  await choose(page, form, '乡镇或村', '梧桐村', /梧桐村/)
  await form.getByLabel('地点').fill('村部广场')
  await form.getByRole('button', { name: '登记活动' }).click()
  await page.getByRole('heading', { name: '黄花菜产销对接会' }).waitFor()
  await page.getByRole('button', { name: '登记说法' }).click()
  await form.getByLabel('说的是什么').fill('采购量')
  await form.getByLabel('原话').fill('近1万公斤')
  await form.getByLabel('谁说的').fill('活动报道')
  await form.getByRole('button', { name: '登记说法' }).click()
  await page.getByText('近1万公斤').waitFor()
  await page.getByText('估计', { exact: true }).waitFor()
  await calm()
  await context.close()
})

test('at the fair a villager without a phone signs on the office’s phone, and both copies are printed', async () => {
  const { page, context, calm, form } = await at(office, '/fairs', { width: 390, height: 844 })
  await page.getByRole('link', { name: '黄花菜产销对接会' }).click()
  await page.getByRole('button', { name: '签合同' }).click()
  const paper = page.locator('main')
  await choose(page, paper, '种类', '', /订单农业/)
  await choose(page, paper, '品种', '', '黄花菜')
  await paper.getByLabel('村民姓名').fill('曾老伯')
  await choose(page, paper, '哪个村', '梧桐村', /梧桐村/)
  await paper.getByLabel('合作方名称').fill('长沙某超市')
  await paper.getByLabel('数量').fill('1000')
  await paper.getByLabel('最晚哪天交').fill(dayFrom(7))
  await paper.getByLabel('最晚哪天交').press('Enter')
  await paper.getByLabel('约定等级').fill('一级')
  await paper.getByLabel('保底价', { exact: true }).fill('3')
  await paper.getByRole('button', { name: '加一个等级' }).click()
  await paper.getByLabel('等级 2', { exact: true }).fill('二级')
  await paper.getByLabel('等级 2 的保底价').fill('2')
  const sign = paper.getByRole('button', { name: '签合同' })
  const { y, height } = await sign.boundingBox()
  assert.ok(height >= 44 && y + height <= 844, `the button is under the thumb: ${y} ${height}`)
  await sign.click()
  await paper.locator('.is-error', { hasText: '对方没有手机时，请写明见证人' }).waitFor()
  await paper.getByLabel('见证人').fill('申某')
  await calm()
  await sign.click()
  await page.getByRole('heading', { name: '合同 1 号' }).waitFor()
  await page.getByText('曾*', { exact: true }).waitFor()
  await page.getByRole('button', { name: '打印两份' }).click()
  assert.equal(await form.getByLabel('用途').inputValue(), '现场签订')
  await form.getByRole('button', { name: '打印' }).click()
  await form.waitFor({ state: 'detached' })
  const print = page.frameLocator('#paper')
  for (const part of ['甲方存', '乙方存']) await print.getByText(part).waitFor({ state: 'attached' })
  assert.match(await print.locator('body').innerText(), /曾老伯[\s\S]*合计：人民币叁仟元整[\s\S]*申某[\s\S]*曾老伯/)
  await calm()
  // The next one at this fair begins where this one was: village, crop, prices; never the person.
  await page.getByRole('link', { name: '黄花菜产销对接会' }).click()
  await page.getByRole('button', { name: '签合同' }).click()
  assert.deepEqual([await paper.getByLabel('村民姓名').inputValue(), await paper.getByLabel('约定等级').inputValue()], ['', '一级'])
  await context.close()
})

test('two deliveries come, one pays the floor and one the market; a third is taken back', async () => {
  const { page, context, calm, form } = await at(officer, '/contracts/1', { width: 390, height: 844 })
  const take = async (weight, more = async () => {}) => {
    await page.getByRole('button', { name: '收货' }).click()
    await form.getByLabel('净重').fill(weight)
    await more()
    await form.getByRole('button', { name: '收货' }).click()
    await form.waitFor({ state: 'detached' })
  }
  await take('100斤', async () => {
    await form.getByText('¥2.60/斤（¥5.20/公斤）').waitFor()
    await form.getByText(/^3 个样本/).waitFor()
    await form.getByText('保底价高：按 ¥3.00/斤（¥6.00/公斤） 结算').waitFor()
    await form.getByText('这一次 ¥300.00').waitFor()
  })
  await take('40公斤', async () => {
    await form.getByText('市场价手填（要写验收情况）').click()
    await form.getByLabel('市场价', { exact: true }).fill('3.55')
    await form.getByText('市场价高：按 ¥3.55/斤（¥7.10/公斤） 结算').waitFor()
    await form.getByRole('button', { name: '收货' }).click()
    await form.locator('.is-error', { hasText: '请填写' }).waitFor()
    await form.getByRole('textbox', { name: '验收情况' }).fill('城东市场当日一级均价')
  })
  await take('10斤')
  const taken = page.getByRole('button', { name: '冲回' })
  await taken.nth(2).waitFor()
  await taken.last().click()
  await form.getByLabel('理由').fill('过磅单录错')
  await form.getByRole('button', { name: '冲回' }).click()
  await page.getByText('冲回第 3 次').waitFor()
  await page.getByText('还差 820 斤（410 公斤）').waitFor()
  await calm()
  await context.close()
  const deliveries = await officer.get('/contracts/1/deliveries?total=true')
  assert.deepEqual(deliveries.items.map(({ fen_per_kg, samples }) => [fen_per_kg, samples]), [[600, 3], [710, 0], [600, 3], [600, 3]])
  assert.deepEqual([deliveries.total.grams, deliveries.total.amount_fen], [90_000, 58_400])
  const fair = await office.get('/fairs/1')
  assert.deepEqual([fair.contracts, fair.contracted_kg, fair.contracted_fen, fair.amount_fen], [1, 500, 300_000, 58_400])
})

test('a contract is ended, and a household’s page says what its contracts brought', async () => {
  const household = (await officer.post('/households', { division: village, head: { name: '孙大山' } })).id
  const contract = await officer.post('/contracts', { kind: 'purchase', crop, partner: '长沙某超市', kg: 100, seller: { household }, from_day: dayFrom(0), to_day: dayFrom(3), prices: [{ fen_per_kg: 500 }] })
  await officer.post(`/contracts/${contract.id}/deliveries`, { grams: 40_000 })
  const { page, context, calm, form } = await at(officer, `/households/${household}`)
  await page.getByRole('heading', { name: '合同带来的货款' }).waitFor()
  await page.getByText('200.00').first().waitFor()
  await calm()
  await page.getByRole('link', { name: '孙*' }).click()
  await page.getByRole('button', { name: '结束合同' }).click()
  await choose(page, form, '怎么结束', '', '提前终止')
  await form.getByLabel('理由').fill('霜冻绝收')
  await form.getByRole('button', { name: '结束合同' }).click()
  await page.getByText('少交了 120 斤（60 公斤）').waitFor()
  await page.getByText(/霜冻绝收/).waitFor()
  assert.equal(await page.getByRole('button', { name: '收货' }).count(), 0)
  await calm()
  await context.close()
})
