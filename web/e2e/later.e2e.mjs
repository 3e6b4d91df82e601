// What was bought after a report: the township finds the report of which the books show more, opens it down to the lines,
// and the settlement opens to the same reports and to what was promoted.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { openShop, setUp } from './lib/county.mjs'
import { officeOf } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'
import { dayFrom, itemOf } from './lib/supply.mjs'

let server, browser, county, shop, supervisor, village, crop
const folder = mkdtempSync(join(tmpdir(), 'huoshui-later-'))
const office = officeOf(() => browser, () => server)
const shots = process.env.SHOTS
const shot = async (page, name) => { if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true }) }
const PHONE = { width: 390, height: 844 }

before(async () => {
  server = await startServer([], folder)
  browser = await launch()
  county = await setUp(server)
  shop = await openShop(county)
  const town = await county.division('灵官殿镇')
  village = (await county.admin.get(`/divisions?parent=${town}&level=village&limit=1`)).items[0]
  supervisor = await county.person('liming', '李明', 'township_supervisor', town)
  const officer = await county.person('zhangli', '张丽', 'information_officer', village.id)
  const form = { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 100_000_000, products: [shop.peach] }
  crop = (await shop.office.post('/crops', form)).id
  await shop.office.post(`/crops/${crop}/growers`, { divisions: [village.id] })
  const said = { supply: { quantity: { said: '500公斤' }, to_day: dayFrom(6) } }
  await officer.post('/supply-uploads', { via: 'office', items: [itemOf(village.id, crop, said)] })
  const household = (await shop.office.post('/households', { division: village.id, head: { name: '孙大山' } })).id
  await bought(household, 400_000)
  await promoted(household)
  await bought(household, 350_000)
})
after(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const bought = (household, g) => shop.manager.post(`/outlets/${shop.outlet}/purchases`, {
  supplier: { household }, lines: [{ product: shop.peach, quantity: { g }, amount_fen: g / 2 }],
})

/** A kitchen wants some, an offer is agreed, signed for and delivered. */
async function promoted(household) {
  const town = await county.division('灵官殿镇')
  const unit = (await shop.office.post('/units', { kind: 'school', name: '灵官殿中学', union_name: '灵官殿中学工会', field: '教育', division: town })).id
  const days = { from_day: dayFrom(0), to_day: dayFrom(5) }
  await shop.office.post('/demands', { crop, unit, kg: 100, ...days })
  await shop.office.post('/matching-runs', {})
  const [offer] = (await shop.office.get('/offers')).items
  for (const act of ['buyer_accepted', 'village_accepted']) {
    if (act === 'buyer_accepted') await shop.office.post(`/offers/${offer.id}/acts`, { act: 'sent' })
    await shop.office.post(`/offers/${offer.id}/acts`, { act, fen_per_kg: 600, reason: '电话' })
  }
  const contract = await shop.office.post('/contracts', { kind: 'purchase', crop, unit, kg: 90, offer: offer.id, seller: { household }, ...days, prices: [{ fen_per_kg: 600 }] })
  await shop.office.post(`/contracts/${contract.id}/deliveries`, { grams: 50_000 })
}

test('the township finds what the books show more of, and reads line by line why', async () => {
  const { page, context, calm } = await office(supervisor, '/supply-reports')
  await page.getByRole('link', { name: '500公斤' }).waitFor()
  await page.goto(`${server.url}/office/supply-reports?state=too_little`)
  await page.getByRole('link', { name: '500公斤' }).click()
  await page.getByRole('heading', { name: '后来事实' }).waitFor()
  for (const fact of ['收购超出所报，算不准确', '不准确（按台账）', '800 公斤', '750 公斤', '50 公斤']) await page.getByText(fact, { exact: true }).first().waitFor()
  await page.getByText('灵官殿授权店', { exact: true }).nth(1).waitFor()
  await page.getByRole('link', { name: /第 1 次交货/ }).waitFor()
  assert.equal(await page.getByText('孙大山').count(), 0, 'who sold it is nobody’s business here')
  await calm()
  await shot(page, 'report-1440')
  await page.setViewportSize(PHONE)
  await calm()
  await shot(page, 'report-390')
  await context.close()
})

test('somebody who looked wins over the books, and the settlement opens to all of it', async () => {
  const [report] = (await supervisor.get('/supply-reports')).items
  await supervisor.post('/supply-checks', { reports: [report.id], verdict: 'confirmed', found_g: 520_000 })
  const year = dayFrom(0).slice(0, 4)
  const { page, context, calm } = await office(shop.office, `/settlements/${year}/measures/f${village.id}/reports`)
  await page.getByText('人核实', { exact: true }).first().waitFor()
  await calm()
  await shot(page, 'reports-1440')
  await page.getByRole('link', { name: `${report.id} 号` }).click()
  await page.getByText('准确（有人核实过，以核实为准）').waitFor()
  await page.getByText('收购超出所报，算不准确').waitFor()
  await page.getByRole('link', { name: new RegExp(`^${shop.outlet}-`) }).first().click()
  await page.getByRole('heading', { name: /进货单/ }).waitFor()

  await page.goto(`${server.url}/office/settlements/${year}/measures?kind=officer`)
  await page.getByRole('button', { name: '300.00' }).click()
  await page.getByRole('heading', { name: '推广成效的明细' }).waitFor()
  await page.getByRole('row', { name: /对接签约.*第 1 次交货/ }).waitFor()
  await calm()
  await shot(page, 'promotion-1440')
  await page.setViewportSize(PHONE)
  await calm()
  await shot(page, 'promotion-390')
  await page.goto(`${server.url}/office/settlements/${year}/measures/f${village.id}/reports`)
  await page.getByText('人核实', { exact: true }).first().waitFor()
  await calm()
  await shot(page, 'reports-390')
  await context.close()
})
