// A union and a worker in a real browser: slips for the first sign-in, the worker's wallet on a phone, a lost slip;
// and an authorisation that one proposes to take away and another decides.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage, overhang } from './lib/browser.mjs'
import { cookiesOf, issueVouchers, openShop, PASSWORD, setUp, stockShop } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, shop, vouchers, accounts
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  shop = await openShop(county)
  await stockShop(shop)
  vouchers = await issueVouchers(county, shop)
  accounts = (await vouchers.union.get(`/programmes/${vouchers.programme}/accounts`)).items
  await shop.clerk.post(`${shop.base}/sales`, {
    lines: [{ product: shop.lily, quantity: { pieces: 1 }, price: { fen: 3500, per: 1 } }], payments: [{ means: 'voucher', amount_fen: 3500, voucher: vouchers.slips[0] }],
  })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function at(client, path, options) {
  const { page, errors, context } = await openPage(browser, options)
  if (client) await context.addCookies(cookiesOf(client))
  await page.goto(`${server.url}/office${path}`)
  const calm = async () => {
    const wide = await overhang(page)
    assert.deepEqual([...(await violations(page)), ...errors.filter((line) => !/status of 4(01|09|22)/.test(line))], [])
    assert.equal(wide, 0, 'the page is too wide, px')
  }
  return { page, context, calm }
}

test('the union prints slips for a department, and a worker gets in by one and sees balance, code and uses', async () => {
  const union = await at(vouchers.union, `/programmes/${vouchers.programme}`)
  await union.page.getByRole('button', { name: '打印登录凭条' }).click()
  const form = union.page.getByRole('dialog')
  await form.getByLabel('部门').click({ force: true })
  await union.page.getByRole('option', { name: '语文组' }).click()
  await form.getByLabel('理由').fill('首次登录')
  await form.getByRole('button', { name: '打印' }).click()
  await union.page.getByText('已打印 1 张').waitFor()
  const slip = union.page.frameLocator('#paper').locator('.slip')
  assert.equal(await slip.count(), 1)
  assert.equal(await slip.locator('svg').count(), 1)
  const text = await slip.innerText()
  assert.match(text, /周一鸣[\s\S]*登录名 w\d+/)
  await union.calm()
  await union.context.close()

  const { page, context, calm } = await at(null, new URL(/https?:\S+/.exec(text)[0]).pathname.replace('/office', ''), { width: 390, height: 844 })
  await page.getByLabel('新密码').fill(PASSWORD)
  await page.getByLabel('再输一次').fill(PASSWORD)
  await page.getByRole('button', { name: '设置密码' }).click()
  await page.getByLabel('登录名').fill(/w\d+/.exec(text)[0])
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL('**/office/wallet')
  await page.getByText('¥165.00').first().waitFor()
  await page.locator('.code svg').waitFor()
  await page.getByText('35.00').first().waitFor()
  await page.getByText('灵官殿授权店').waitFor()
  await calm()
  await context.close()
})

test('a lost slip is replaced, and the old one is dead', async () => {
  const account = accounts.find((one) => one.balance_fen === 20_000)
  const old = (await vouchers.union.get(`/accounts/${account.id}`)).slips[0]
  const { page, context, calm } = await at(vouchers.union, `/accounts/${account.id}`)
  await page.getByRole('button', { name: '补发纸券' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('理由').fill('遗失')
  await form.getByRole('button', { name: '补发纸券' }).click()
  await page.getByText('新的纸券是').waitFor()
  await form.waitFor({ state: 'detached' })
  const now = (await vouchers.union.get(`/accounts/${account.id}`)).slips
  assert.ok(now.length === 1 && now[0] !== old)
  const key = vouchers.slips.find((slip) => slip.startsWith(`S${old}-`))
  await assert.rejects(shop.clerk.post(`${shop.base}/voucher-quotes`, { key }), /4\d\d/)
  await calm()
  await context.close()
})

test('the certificate of an authorised outlet opens as a page to print', async () => {
  const { page, context } = await at(shop.office, `/outlets/${shop.outlet}`)
  const [printed] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: '打印证书' }).click()])
  await printed.getByRole('heading', { name: /授权.*证书/ }).waitFor()
  assert.match(await printed.locator('main').innerText(), /灵官殿授权店[\s\S]*查询码 [0-9A-Z]{10}/)
  await context.close()
})

test('an authorisation is suspended; its revocation is proposed by one and decided by another', async () => {
  const today = (await shop.office.get('/session')).day
  const office = await at(shop.office, `/outlets/${shop.outlet}`)
  const form = office.page.getByRole('dialog')
  await office.page.getByRole('button', { name: '暂停授权' }).click()
  await form.getByLabel('文号').fill('邵扶消〔2026〕9号')
  await form.getByLabel('理由').fill('接到投诉，先停')
  await form.getByLabel('善后安排').fill('存货封存，券到其他门店使用')
  await form.getByRole('button', { name: '暂停授权' }).click()
  await form.waitFor({ state: 'detached' })
  await office.page.getByRole('button', { name: '提议取消授权' }).click()
  await form.getByLabel('依据').click({ force: true })
  await office.page.getByRole('option', { name: '其他' }).click()
  await form.getByLabel('理由').fill('查实以次充好')
  await form.getByRole('button', { name: '提议取消授权' }).click()
  await form.waitFor({ state: 'detached' })
  await office.calm()
  await office.page.goto(`${server.url}/office/outlets/revocations`)
  const own = office.page.getByRole('button', { name: /自己提议的，由另一人决定/ })
  await own.waitFor()
  assert.ok(await own.isDisabled())
  await office.context.close()

  const { page, context, calm } = await at(shop.colleague, '/outlets/revocations')
  await page.getByRole('button', { name: '决定', exact: true }).click()
  const decision = page.getByRole('dialog')
  await decision.getByLabel('文号').fill('邵扶消〔2026〕10号')
  await decision.getByLabel('理由').fill('同意')
  await decision.getByLabel('善后安排').fill('库存由供货主体取回，券改到其他门店使用')
  await decision.getByRole('button', { name: '决定', exact: true }).click()
  await decision.waitFor({ state: 'detached' })
  await calm()
  await context.close()
  const found = await shop.office.get(`/outlets/${shop.outlet}`)
  assert.equal(found.state, 'revoked', today)
})
