// A contract has two sides and a phone one hand-out: the school hears of a contract and says what is not as agreed, the
// office settles it; and a supervisor does not confirm what came from a phone that she handed out. Real binary and browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { Client, setUp } from './lib/county.mjs'
import { officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom, itemOf } from './lib/supply.mjs'

let server, browser, office, officer, school, li, zhao, village, crop
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  office = await county.person('wang', '王建国', 'county_office')
  village = await county.division('梧桐村')
  const { parent } = await county.admin.get(`/divisions/${village}`)
  officer = await county.person('shen', '申某', 'information_officer', village)
  li = await county.person('lixia', '李霞', 'township_supervisor', parent)
  zhao = await county.person('zhao', '赵敏', 'township_supervisor', parent)
  const unit = (await office.post('/units', { kind: 'school', name: '邵东一中', union_name: '邵东一中工会', field: '教育' })).id
  school = await county.person('zheng', '郑某', 'unit_buyer', unit)
  crop = (await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000, products: [] })).id
  const household = (await office.post('/households', { division: village, head: { name: '孙大山', phone: '13800000007' } })).id
  await officer.post('/contracts', {
    kind: 'purchase', crop, unit, kg: 500, from_day: dayFrom(0), to_day: dayFrom(20), seller: { household }, prices: [{ grade: '一级', fen_per_kg: 600 }],
  })
  await officer.post('/contracts/1/deliveries', { grams: 100_000 }, { key: 'first-load-of-peaches' })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const at = officeOf(() => browser, () => server)
const PHONE = { width: 390, height: 844 }
const shot = async (page, name) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }

test('the school hears of the contract, finds it in its list and says what is not as agreed', async () => {
  const { page, context, calm, form } = await at(school, '/alerts')
  await page.getByText('合同记了第 1 次交货 100 公斤，请核对').waitFor()
  await page.getByText(/登记了一份合同，请核对/).waitFor()
  await page.goto(`${server.url}/office/contracts?sides=waiting`)
  await page.locator('tbody').getByText('待对方答复').waitFor()
  await calm()
  await page.getByRole('link', { name: '孙*' }).click()
  await page.getByRole('heading', { name: '双方的答复' }).waitFor()
  await page.getByText('还没有答复', { exact: true }).first().waitFor()
  await calm()
  await page.getByRole('button', { name: '有异议' }).first().click()
  await form.getByText('交货照常，不会停').waitFor()
  await form.getByRole('button', { name: '有异议' }).click()
  await form.locator('.is-error').waitFor()
  await form.getByLabel('哪里不一样').fill('过磅只有 80 公斤')
  await form.getByRole('button', { name: '有异议' }).click()
  await form.waitFor({ state: 'detached' })
  await page.locator('tbody').getByText('过磅只有 80 公斤').waitFor()
  await calm()
  await shot(page, 'contract-disputed')
  assert.equal((await office.get('/contracts?sides=disputed')).items.length, 1)
  await context.close()
})

test('the office finds it in dispute and records how it was settled, also on a phone', async () => {
  const { page, context, calm, form } = await at(office, '/contracts?sides=disputed', PHONE)
  await page.locator('main').getByText('有异议', { exact: true }).first().waitFor()
  await calm()
  await page.goto(`${server.url}/office/contracts/1`)
  await page.getByRole('heading', { name: '双方的答复' }).waitFor()
  await calm()
  await shot(page, 'contract-disputed-390')
  await page.getByRole('button', { name: '记为已协商解决' }).click()
  await form.getByLabel('怎样解决的').fill('按 80 公斤重记')
  await form.getByRole('button', { name: '记为已协商解决' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText('双方认可').first().waitFor()
  await calm()
  const said = (await officer.get('/contracts/1')).answers.map((one) => `${one.side} ${one.says}`)
  assert.deepEqual(said, ['seller kept', 'buyer disputed', ' settled'])
  await context.close()
})

test('who handed out a phone reads why its report is another’s to confirm', async () => {
  const [post] = (await li.get('/posts?role=information_officer')).items
  const { path } = await li.post(`/posts/${post.id}/device-codes`, {})
  const phone = new Client(server.url)
  await phone.post('/device-bindings', { code: path.split('/').pop(), name: '申的手机' })
  const from = async (what) => {
    const body = { via: 'app', device: '申的手机', device_now: new Date().toISOString(), items: [itemOf(village, crop, what)] }
    const { outcomes } = await phone.post('/supply-uploads', body)
    assert.equal(outcomes[0].went, 'taken')
    return outcomes[0].number
  }
  await from({ supply: { quantity: { said: '2000斤' }, to_day: dayFrom(20) } })
  const waits = await from({ unsalable: { grade: 'already', quantity: { said: '3000公斤' }, ripe_on: dayFrom(0), spoil_on: dayFrom(9) } })

  const hers = await at(li, '/supply-reports', PHONE)
  await hers.page.getByRole('checkbox', { name: /梧桐村/ }).check()
  await hers.page.getByText(/其中 1 条来自你绑定的手机/).waitFor()
  assert.ok(await hers.page.getByRole('button', { name: '属实' }).isDisabled())
  assert.ok(await hers.page.getByRole('button', { name: '待跟进' }).isEnabled())
  await hers.calm()
  await shot(hers.page, 'own-phone-390')
  await hers.page.goto(`${server.url}/office/unsalable-reports/${waits}`)
  await hers.page.getByText(/这条来自你绑定的手机，不能由你认定/).waitFor()
  assert.equal(await hers.page.getByRole('button', { name: '认定', exact: true }).count(), 0)
  await hers.calm()
  await hers.context.close()

  const another = await at(zhao, '/supply-reports')
  await another.page.getByRole('checkbox', { name: /梧桐村/ }).check()
  await another.page.getByRole('button', { name: '属实' }).click()
  await another.form.getByRole('button', { name: '属实' }).click()
  await another.form.waitFor({ state: 'detached' })
  await another.calm()
  assert.equal((await officer.get('/supply-reports')).items[0].verdict, 'confirmed')
  await another.context.close()
})
