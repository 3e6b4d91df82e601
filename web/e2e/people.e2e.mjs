// People in a real browser: many invited at once with their posts, found by name, a post handed over and signed by
// both, two-step sign-in by QR, a token made and revoked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage } from './lib/browser.mjs'
import { Client, cookiesOf, PASSWORD, setUp } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, county, town, village
before(async () => {
  server = await startServer()
  browser = await launch()
  county = await setUp(server)
  town = await county.division('灵官殿镇')
  village = (await county.admin.get(`/divisions?parent=${town}&limit=1`)).items[0]
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

async function at(client, path, options) {
  const { page, errors, context } = await openPage(browser, options)
  if (client) await context.addCookies(cookiesOf(client))
  await page.goto(`${server.url}/office${path}`)
  const calm = async () => assert.deepEqual([...(await violations(page)), ...errors.filter((line) => !/status of 4(01|09|22)/.test(line))], [])
  return { page, context, calm }
}

test('a table of people is checked row by row and invited with posts in one go', async () => {
  const { page, context, calm } = await at(county.admin, '/people/invitations')
  const box = page.getByLabel('一行一人')
  await box.fill(`姓名\t登录名\t电话\t岗位\t范围\n张小兰\tzhangxl\t13800001111\t信息员\t灵官殿镇/${village.name}\n李红梅\tadmin\t\t监督员\t灵官殿镇\n何新\thexin\t\t村长\t`)
  await page.getByText('没有这个岗位').waitFor()
  assert.ok(await page.getByRole('button', { name: '邀请 3 人' }).isDisabled())
  await box.fill(`张小兰\tzhangxl\t13800001111\t信息员\t灵官殿镇/${village.name}\n李红梅\tadmin\t\t监督员\t灵官殿镇`)
  await page.getByRole('button', { name: '邀请 2 人' }).click()
  await page.getByText('登录名 admin 已被使用').first().waitFor()
  assert.equal((await county.admin.get('/people?q=zhangxl')).items.length, 0, 'nothing was written')
  await calm()
  await box.fill(`张小兰\tzhangxl\t13800001111\t信息员\t灵官殿镇/${village.name}\n李红梅\tlimei\t\t监督员\t灵官殿镇`)
  await page.getByRole('button', { name: '邀请 2 人' }).click()
  await page.getByText('已邀请 2 人').waitFor()
  await page.getByRole('button', { name: '打印 2 张纸条' }).click()
  const slips = page.locator('article')
  await slips.getByText('登录名 limei').waitFor()
  for (const login of ['zhangxl', 'limei']) {
    const text = await slips.locator('.slip', { hasText: login }).locator('.address').innerText()
    await new Client(server.url).post(`/sign-in-links/${text.split('/').pop()}`, { password: PASSWORD })
  }
  const session = await (await county.signIn('zhangxl')).get('/session')
  assert.deepEqual([session.post.role, session.post.scope_name], ['information_officer', village.name])
  await context.close()
})

test('people are found by initials, and a post is handed over and signed by both', async () => {
  const link = await county.admin.post('/people', { name: '李新任', login: 'lixinren' })
  await new Client(server.url).post(`/sign-in-links/${link.path.split('/').pop()}`, { password: PASSWORD })
  const { page, context, calm } = await at(county.admin, '/people')
  await page.getByRole('textbox', { name: '查找' }).fill('lhm')
  await page.getByRole('gridcell', { name: '李新任' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '李红梅' }).click()
  await page.getByRole('button', { name: '交接', exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('接任者（按姓名或登录名查找）').fill('新任')
  await page.getByRole('option', { name: '李新任' }).click()
  await form.getByLabel('交接清单').fill('公章一枚；未审申请两件')
  await form.getByRole('button', { name: '交接', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await calm()
  await context.close()

  for (const [login, closing] of [['lixinren', '当面交清'], ['limei', '岗位随即结束']]) {
    const opened = await at(await county.signIn(login), '/handovers')
    await opened.page.getByRole('gridcell', { name: '公章一枚；未审申请两件' }).waitFor()
    await opened.page.getByRole('button', { name: '签字' }).click()
    const sign = opened.page.getByRole('dialog')
    await sign.getByText(closing).waitFor()
    await sign.getByRole('button', { name: '签字' }).click()
    await sign.waitFor({ state: 'detached' })
    if (login === 'lixinren') await opened.page.getByRole('button', { name: '签字' }).waitFor({ state: 'detached' })
    else await opened.page.getByRole('button', { name: '登录', exact: true }).waitFor()
    await opened.calm()
    await opened.context.close()
  }
  const done = await county.admin.get('/handovers')
  assert.ok(done.items[0].given_at && done.items[0].taken_at)
  assert.equal((await (await county.signIn('lixinren')).get('/session')).post.role, 'township_supervisor')
})

test('an administrator appoints a union officer and a unit’s buyer by the unit’s name', async () => {
  const office = await county.person('wangjg', '王建国', 'county_office')
  await office.post('/units', { kind: 'school', name: '邵东一中', union_name: '邵东一中工会', field: '教育' })
  const link = await county.admin.post('/people', { name: '吴春兰', login: 'wuchunlan' })
  const { page, context, calm } = await at(county.admin, `/people/${link.person}`)
  for (const role of ['工会经办人', '单位采购员']) {
    await page.getByRole('button', { name: '授予岗位' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('岗位').click()
    await page.getByRole('option', { name: role }).click()
    await form.getByLabel('单位', { exact: true }).fill('sdyz')
    await page.getByRole('option', { name: '邵东一中' }).click()
    await form.getByRole('button', { name: '授予', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await page.getByRole('row', { name: new RegExp(`${role}[\\s\\S]*邵东一中`) }).waitFor()
  }
  await calm()
  await context.close()
  await new Client(server.url).post(`/sign-in-links/${link.path.split('/').pop()}`, { password: PASSWORD })
  assert.equal((await (await county.signIn('wuchunlan')).get('/units')).items[0].name, '邵东一中')
})

test('two-step sign-in shows its key as a QR code, and a wrong code turns nothing on', async () => {
  const { page, context, calm } = await at(await county.signIn('zhangxl'), '/account', { width: 390 })
  await page.getByRole('button', { name: '开启' }).click()
  await page.getByRole('img', { name: '两步登录的二维码' }).waitFor()
  assert.match(await page.locator('code').innerText(), /^[A-Z2-7]{32}$/)
  await page.getByLabel('动态验证码').fill('000000')
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByText('动态验证码不对或已用过').first().waitFor()
  await calm()
  await context.close()
})

test('a token is shown once, works with its permissions only, and is dead when revoked', async () => {
  const { page, context, calm } = await at(county.admin, '/tokens')
  await page.getByRole('button', { name: '新建令牌' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('用途').fill('省平台')
  const ends = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await form.getByLabel('有效至').fill(ends)
  await form.getByLabel('有效至').press('Enter')
  await form.getByRole('textbox', { name: '权限' }).fill('people.read')
  await form.getByRole('button', { name: '新建令牌' }).click()
  const shown = page.getByRole('dialog', { name: '程序令牌' })
  const token = (await shown.locator('code').innerText()).trim()
  const ask = (path) => fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.status)
  assert.deepEqual([await ask('/people'), await ask('/audit')], [200, 403])
  await page.keyboard.press('Escape')
  await shown.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '作废' }).click()
  await form.getByRole('button', { name: '作废' }).click()
  await page.getByRole('gridcell', { name: '已作废' }).waitFor()
  assert.equal(await ask('/people'), 401)
  await calm()
  await context.close()
})
