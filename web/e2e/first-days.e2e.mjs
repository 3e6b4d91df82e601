// The first days of a county office, by hand in a real browser against the real binary: set-up, first administrator,
// an invited colleague's first sign-in, a look at the divisions. PICTURES=1 renews the README's pictures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage, overhang } from './lib/browser.mjs'
import { startServer } from './lib/server.mjs'

const PASSWORD = 'correct horse 1'
let server, browser
let invited = ''

before(async () => {
  server = await startServer()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const picture = async (page, name) => { if (process.env.PICTURES) await page.screenshot({ path: `../docs/images/${name}.png` }) }

/** A browser of one person; `calm` proves that the page is accessible, fits its width and complained of nothing. */
async function person(options) {
  const { page, errors, context } = await openPage(browser, options)
  const calm = async () => {
    const wide = await overhang(page)
    assert.deepEqual([...(await violations(page)), ...errors.filter((line) => !/status of 4(01|03|10)/.test(line))], [])
    assert.equal(wide, 0, 'the page is too wide, px')
  }
  return { page, context, calm }
}
async function signIn(page, login) {
  await page.goto(`${server.url}/office/sign-in`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '今天要办' }).waitFor()
}

test('the printed link sets the county up, found by pinyin, with its first administrator', async () => {
  const { page, context, calm } = await person()
  await page.goto(`${server.url}/office/setup`)
  await page.getByText('设置链接在服务器的窗口里').waitFor()
  const link = /https?:\/\/\S*token=\S+/.exec(server.output())?.[0]
  assert.ok(link, 'the server printed a set-up link')
  await page.goto(link)
  await page.getByLabel('选择县（市、区）').fill('shaodong')
  await page.getByRole('button', { name: /邵东市.*湖南省 邵阳市/ }).click()
  await page.getByLabel(/邵东市消费扶贫政策/).check()
  await page.getByLabel('姓名').fill('何管理')
  await page.getByLabel('登录名').fill('admin')
  await page.getByLabel('新密码').fill(PASSWORD)
  await calm()
  await picture(page, 'set-up')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByRole('heading', { name: '今天要办' }).waitFor()
  await page.getByText('没有信息员的村（社区）').waitFor()
  await calm()
  await context.close()
  const late = await person()
  await late.page.goto(link)
  await late.page.getByText('本市已经设置过了').waitFor()
  assert.equal(await late.page.getByLabel('选择县（市、区）').count(), 0)
  await late.calm()
  await late.page.getByRole('link', { name: '去登录' }).click()
  await late.page.getByLabel('登录名').waitFor()
  await late.context.close()
})

test('the administrator invites a colleague, grants a post, and hands the link over once', async () => {
  const { page, context, calm } = await person()
  await signIn(page, 'admin')
  await page.getByRole('link', { name: '人员', exact: true }).click()
  await page.getByRole('button', { name: '邀请', exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('姓名').fill('王建国')
  await form.getByLabel('登录名').fill('wang')
  await form.getByLabel('电话').fill('13812345678')
  await form.getByRole('button', { name: '邀请', exact: true }).click()
  const slip = page.getByRole('dialog', { name: '一次性链接' })
  await slip.getByText('只显示这一次').waitFor()
  invited = (await slip.locator('.address').innerText()).trim()
  assert.match(invited, /\/first-sign-in\/.{20,}$/)
  assert.equal(await slip.locator('.code svg').count(), 1)
  await slip.getByRole('button', { name: '打印纸条' }).click()
  await page.getByRole('heading', { name: '首次登录纸条' }).waitFor()
  assert.match(await page.locator('article').innerText(), /王建国[\s\S]*登录名 wang/)
  await page.getByRole('link', { name: '人员' }).first().click()
  await page.getByRole('gridcell', { name: '138****5678' }).waitFor()
  await page.getByRole('link', { name: '王建国' }).click()
  await page.getByRole('button', { name: '授予岗位' }).click()
  await form.getByLabel('岗位').click()
  await page.getByRole('option', { name: '工作专班' }).click()
  await form.getByRole('button', { name: '授予', exact: true }).click()
  await page.getByRole('gridcell', { name: '在任' }).waitFor()
  await calm()
  await picture(page, 'person')
  await page.reload()
  await page.getByRole('heading', { name: '王建国' }).waitFor()
  await context.close()
})

test('the colleague sets a password by the link, which then is dead, and looks at the divisions', async () => {
  const { page, context, calm } = await person()
  await page.goto(invited)
  await page.getByText(/王\*+，登录名 wang/).waitFor()
  await page.getByLabel('新密码').fill(PASSWORD)
  await page.getByLabel('再输一次').fill(PASSWORD)
  await page.getByRole('button', { name: '设置密码' }).click()
  await page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await page.goto(invited)
  await page.getByText('链接已失效或已使用').waitFor()
  await signIn(page, 'wang')
  await page.getByRole('link', { name: '区划', exact: true }).click()
  await page.getByRole('gridcell', { name: '大禾塘街道' }).first().waitFor()
  await page.getByRole('textbox', { name: '查找' }).fill('niumasi')
  await page.getByRole('gridcell', { name: '大禾塘街道' }).first().waitFor({ state: 'detached' })
  await page.getByRole('gridcell', { name: '牛马司镇' }).first().waitFor()
  assert.equal(await page.getByRole('button', { name: '新建单位' }).count(), 0, 'an office person changes no divisions')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await page.getByText(/共 606 条/).waitFor()
  await calm()
  await picture(page, 'divisions')
  await page.getByRole('link', { name: '四员覆盖' }).click()
  await page.getByRole('gridcell', { name: '0 / 36' }).first().waitFor()
  await calm()
  await context.close()
})

test('the same pages in English on a phone', async () => {
  const { page, context, calm } = await person({ width: 390, height: 844, prefs: { lang: 'en' } })
  await page.goto(`${server.url}/office/sign-in`)
  await page.getByLabel('Login name').fill('wang')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'What needs me today' }).waitFor()
  for (const [path, heading] of [['/places', 'Divisions'], ['/outlets', 'Outlets'], ['/policies', 'Policy'], ['/people', 'People'], ['/catalogue/certifications', 'Certification']]) {
    await page.goto(`${server.url}/office${path}`)
    await page.getByRole('heading', { name: heading, exact: true }).waitFor()
    await page.waitForLoadState('networkidle')
    await calm()
  }
  await context.close()
})
