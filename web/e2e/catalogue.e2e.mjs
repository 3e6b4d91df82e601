// How produce gets onto the list, by several people in a real browser against the real binary: a producer with a
// doubtful credit code, a product whose form follows its legal class, wages of a household, the steps of a case, each
// by somebody else, an objection, a decision on paper, off the list again; household data seen in full for a reason.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage, overhang } from './lib/browser.mjs'
import { cookiesOf, setUp } from './lib/county.mjs'
import { chooseNamed as choose } from './lib/office.mjs'
import { startServer } from './lib/server.mjs'

const YEAR = new Date().getFullYear() - 1
let server, browser, county, cast, village
let caseAddress = ''

before(async () => {
  server = await startServer()
  browser = await launch()
  county = await setUp(server)
  const town = await county.division('灵官殿镇')
  village = (await county.admin.get(`/divisions?parent=${town}&limit=1`)).items[0]
  cast = {
    zhang: await county.person('zhang', '张小兰', 'information_officer', village.id), li: await county.person('limei', '李红梅', 'township_supervisor', town),
    zhao: await county.person('zhao', '赵志刚', 'department', 0), wang: await county.person('wang', '王建国', 'county_office'), hu: await county.person('humin', '胡敏', 'county_office'),
  }
  const head = { name: '曾大山', phone: '13800000011' }
  await cast.zhang.post('/households', { division: village.id, head, statuses: [{ kind: 'registered_poor', valid_from: '2014-01-01' }] })
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A page of one of the cast; `calm` proves that it is accessible, fits its width and complained of nothing but refusals. */
async function at(who, path, options) {
  const { page, errors, context } = await openPage(browser, options)
  await context.addCookies(cookiesOf(cast[who]))
  await page.goto(`${server.url}/office${path}`)
  const calm = async () => {
    const wide = await overhang(page)
    assert.deepEqual([...(await violations(page)), ...errors.filter((line) => !/status of 4(09|22)/.test(line))], [])
    assert.equal(wide, 0, 'the page is too wide, px')
  }
  return { page, context, calm }
}
async function find(form, label, text) {
  await form.getByLabel(label, { exact: true }).fill(text)
  await form.page().getByRole('option', { name: text }).first().click()
}
/** A step of the case with its reason. */
async function step(who, verb, reason) {
  const { page, context, calm } = await at(who, caseAddress)
  await page.getByRole('button', { name: verb, exact: true }).click()
  const form = page.getByRole('dialog')
  if (reason) await form.getByLabel(/理由|异议内容/).fill(reason)
  await form.getByRole('button', { name: verb, exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await calm()
  return { page, context }
}

test('a producer with a credit code that fails its check is registered with a warning', async () => {
  const { page, context, calm } = await at('zhang', '/producers')
  await page.getByRole('button', { name: '登记主体' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名称', { exact: true }).fill('灵官殿黄桃专业合作社')
  await find(form, '产地', village.name)
  await form.getByLabel('证照号', { exact: true }).fill('9135021')
  await form.getByRole('button', { name: '登记主体' }).click()
  await form.getByText('统一社会信用代码 18 位').waitFor()
  await form.getByLabel('证照号', { exact: true }).fill('91350211M0000XUF46')
  await form.getByRole('button', { name: '登记主体' }).click()
  await page.getByRole('heading', { name: '灵官殿黄桃专业合作社' }).waitFor()
  await page.getByText('统一社会信用代码校验位不符').waitFor()
  await calm()
  await context.close()
})

test('the form of a product asks what its legal class demands', async () => {
  const { page, context, calm } = await at('zhang', '/producers/1')
  await page.getByRole('button', { name: '登记产品' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名称', { exact: true }).fill('黄桃')
  await choose(form, '法定类别', '预包装食品')
  await form.getByLabel('生产许可证编号').waitFor()
  await form.getByRole('button', { name: '登记产品' }).click()
  assert.ok((await form.locator('.is-error').count()) >= 7, 'what a prepacked food has to say is asked')
  await choose(form, '法定类别', '食用农产品')
  await form.getByLabel('生产许可证编号').waitFor({ state: 'detached' })
  await choose(form, '农产品种类', '水果')
  await form.getByLabel('常用价').fill('10')
  await find(form, '产地（县内）', village.name)
  await form.getByRole('button', { name: '登记产品' }).click()
  const row = page.getByRole('row', { name: /黄桃/ })
  await row.waitFor()
  assert.match(await row.innerText(), /未入册[\s\S]*10\.00[\s\S]*20\.00[\s\S]*本地/)
  await calm()
  await context.close()
})

test('wages of a household’s member are found by the head’s name', async () => {
  const { page, context, calm } = await at('zhang', '/producers/1')
  await page.getByRole('button', { name: '登记务工' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('户内成员').fill('曾大山')
  await page.getByRole('option', { name: /曾\*/ }).click()
  assert.match(await form.locator('.el-form-item', { hasText: '年度' }).innerText(), new RegExp(`${YEAR} 年`), 'the year whose wages are looked at is chosen already')
  for (const [label, day] of [['首日', `${YEAR}-02-01`], ['末日', `${YEAR}-11-30`]]) {
    await form.getByLabel(label, { exact: true }).fill(day)
    await form.getByLabel(label, { exact: true }).press('Enter')
  }
  await choose(form, '月数', '10')
  await form.getByLabel('年收入').fill('6000')
  await form.getByRole('button', { name: '登记务工' }).click()
  const row = page.getByRole('row', { name: /曾\*/ })
  await row.waitFor()
  assert.match(await row.innerText(), /建档立卡户[\s\S]*6,000\.00[\s\S]*工资表/)
  await calm()
  await context.close()
})

test('the village’s officer puts the product up', async () => {
  const { page, context, calm } = await at('zhang', '/producers/1')
  await page.getByRole('button', { name: '申报认定' }).click()
  const form = page.getByRole('dialog')
  assert.ok(await form.getByLabel(/黄桃/).isChecked(), 'what is not listed yet is ticked')
  assert.match(await form.locator('.el-form-item', { hasText: '收入年度' }).innerText(), new RegExp(`${YEAR} 年`), 'the year in which somebody is recorded as working there')
  await choose(form, '收入年度', `${YEAR - 1} 年`)
  await form.getByText(`${YEAR - 1} 年还没有登记务工人员`).waitFor()
  await choose(form, '收入年度', `${YEAR} 年`)
  await form.getByText('还没有登记务工人员').waitFor({ state: 'detached' })
  await form.getByLabel('申报说明').fill('带动 1 名贫困户务工')
  await form.getByRole('button', { name: '申报认定' }).click()
  await page.waitForURL(/\/catalogue\/certifications\/\d+$/)
  caseAddress = new URL(page.url()).pathname.replace('/office', '')
  await page.getByText('凡是带动1名以上贫困户务工').first().waitFor()
  await page.getByText('已申报').first().waitFor()
  await calm()
  await context.close()
})

test('township, department and county act one after the other, nobody on their own proposal', async () => {
  const queue = await at('li', '/catalogue/certifications')
  await queue.page.getByRole('button', { name: /1\s*待乡镇核查的认定申报/ }).click()
  await queue.page.waitForURL(/state=submitted/)
  await queue.page.getByRole('link', { name: '灵官殿黄桃专业合作社' }).click()
  await queue.page.waitForURL(`**${caseAddress}`)
  await queue.calm()
  await queue.context.close()
  const acts = async (who) => {
    const { page, context } = await at(who, caseAddress)
    await page.getByRole('heading', { name: '办理记录' }).waitFor()
    const words = await page.locator('main header button').allInnerTexts()
    await context.close()
    return words
  }
  assert.deepEqual(await acts('zhang'), [], 'who proposed has nothing to do')
  assert.deepEqual(await acts('zhao'), [], 'the department waits for the township')
  await (await step('li', '乡镇核查通过', '实地看过，与工资表相符')).context.close()
  await (await step('zhao', '部门核查通过', '质检合格')).context.close()
  await (await step('wang', '同意认定', '符合条件')).context.close()
  const { page, context } = await step('wang', '开始公示')
  await page.getByText(/公示至 \d{4}-\d{2}-\d{2}（含当日），期满后可以列入目录。/).waitFor()
  assert.equal(await page.getByRole('button', { name: '列入目录', exact: true }).count(), 0, 'not before the notice is over')
  await context.close()
})

test('an objection is recorded by one and settled by another, and all of it stands in the log', async () => {
  const again = await at('zhang', '/producers/1')
  await again.page.getByRole('button', { name: '申报认定' }).click()
  const second = again.page.getByRole('dialog').getByLabel(/黄桃.*已在第 \d+ 号认定办理中/)
  await second.waitFor({ state: 'attached' })
  assert.ok(!(await second.isChecked()), 'what is under notice is not put up a second time')
  await again.context.close()
  await (await step('zhang', '登记异议', '有人说桃子是外县的')).context.close()
  const { page, context, calm } = await at('hu', caseAddress)
  await page.getByText('还有 1 件异议未处理').waitFor()
  await page.getByRole('row', { name: /有人说桃子是外县的/ }).getByRole('button', { name: '异议不成立' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('理由').fill('查过地块，为本村所产')
  await form.getByRole('button', { name: '异议不成立' }).click()
  await form.waitFor({ state: 'detached' })
  const log = await page.getByRole('list', { name: '办理记录' }).getByRole('listitem').allInnerTexts()
  const signed = [['申报', '张小兰'], ['乡镇核查通过', '李红梅'], ['部门核查通过', '赵志刚'], ['同意认定', '王建国'], ['开始公示', '王建国'], ['登记异议', '张小兰'], ['异议不成立', '胡敏']]
  assert.equal(log.length, signed.length)
  signed.forEach(([what, who], index) => assert.match(log[index], new RegExp(`${what}[\\s\\S]*${who}`)))
  await calm()
  await context.close()
})

test('a decision on paper lists a product at once; a suspension takes it off again', async () => {
  const origin = { legal_class: 'edible_farm', farm_group: 'fruit', unit: 'g', origin: village.id }
  const product = (await cast.zhang.post('/products', { producer: 1, name: '柰李', ...origin })).id
  const found = await cast.zhang.post('/certifications', { producer: 1, way: 'survey', year: YEAR, products: [product], reason: '摸底' })
  caseAddress = `/catalogue/certifications/${found.id}`
  const paper = await at('wang', caseAddress)
  await paper.page.getByRole('button', { name: '凭文件列入目录' }).click()
  const form = paper.page.getByRole('dialog')
  await form.getByLabel('文号').fill('邵扶消〔2026〕1号')
  await form.getByRole('button', { name: '凭文件列入目录' }).click()
  await paper.page.getByText('邵扶消〔2026〕1号').waitFor()
  await paper.calm()
  await paper.context.close()
  const listed = await at('zhang', `/products/${product}`)
  await listed.page.getByText('在册', { exact: true }).waitFor()
  await listed.calm()
  await listed.context.close()
  await (await step('hu', '暂停', '举报待查')).context.close()
  const off = await at('zhang', `/products/${product}`)
  await off.page.getByText('未入册').waitFor()
  await off.context.close()
})

test('a rule that is not met is not decided away, and the page says so', async () => {
  const producer = (await cast.li.post('/producers', { kind: 'enterprise', name: '无带动企业', division: village.id })).id
  const product = (await cast.li.post('/products', { producer, name: '干笋', legal_class: 'edible_farm', farm_group: 'other', unit: 'g', origin: village.id })).id
  const found = await cast.zhang.post('/certifications', { producer, way: 'application', year: YEAR, products: [product] })
  await cast.li.post(`/certifications/${found.id}/township-check`, { pass: true, reason: '看过' })
  await cast.zhao.post(`/certifications/${found.id}/department-check`, { pass: true, reason: '看过' })
  const { page, context, calm } = await at('wang', `/catalogue/certifications/${found.id}`, { width: 390, prefs: { lang: 'en' } })
  await page.getByText('The rule is not met, so it cannot be approved').waitFor()
  assert.deepEqual(await page.locator('main header button').allInnerTexts(), ['Refuse'])
  await calm()
  await context.close()
})

test('a table with wrong rows names them and writes nothing', async () => {
  const { page, context } = await at('zhang', '/producers')
  await page.getByRole('button', { name: '导入表格' }).click()
  const form = page.getByRole('dialog')
  const table = '名称,类别,产地\n甲合作社,专业合作社,' + village.name + '\n乙合作社,说不清,' + village.name + '\n'
  await form.locator('input[type=file]').setInputFiles({ name: '主体.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await form.getByRole('button', { name: '导入表格' }).click()
  await form.getByText(/主体 第 3 行/).waitFor()
  const all = await cast.zhang.get('/producers?limit=50')
  assert.ok(!all.items.some((row) => row.name === '甲合作社'))
  await context.close()
})

test('a household’s people are masked until somebody says what for', async () => {
  const { page, context, calm } = await at('li', '/households')
  assert.equal(await page.getByText('13800000011').count(), 0)
  await page.getByLabel('户主姓名（须完整）').fill('曾大山')
  await page.getByRole('link', { name: '曾*' }).click()
  await page.getByText('138****0011').waitFor()
  await page.getByRole('button', { name: '查看全部信息' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox').fill('电话通知领工资')
  await form.getByRole('button', { name: '查看全部信息' }).click()
  await page.getByText('13800000011').waitFor()
  await page.getByText('曾大山').waitFor()
  await calm()
  await context.close()
})
