// Evidence in a real browser: the village attaches a photo, which is shrunk before it leaves, the township one to its
// own step, the department opens both, a page in disguise is refused in words, a wrong one is struck off.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch, openPage, overhang } from './lib/browser.mjs'
import { cookiesOf, setUp } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

let server, browser, cast, address, photo

before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  const town = await county.division('灵官殿镇')
  const village = (await county.admin.get(`/divisions?parent=${town}&limit=1`)).items[0].id
  cast = {
    zhang: await county.person('zhang', '张小兰', 'information_officer', village), li: await county.person('limei', '李红梅', 'township_supervisor', town),
    zhao: await county.person('zhao', '赵志刚', 'department', 0), wang: await county.person('wang', '王建国', 'county_office'), shen: await county.person('shen', '申正', 'auditor'),
  }
  const producer = (await cast.zhang.post('/producers', { kind: 'cooperative', name: '灵官殿黄桃专业合作社', division: village, document_kind: 'none' })).id
  const product = (await cast.zhang.post('/products', { producer, name: '黄桃', legal_class: 'edible_farm', farm_group: 'fruit', unit: 'g', origin: village, unit_price_fen: 2000, price_per: 1000 })).id
  const made = await cast.zhang.post('/certifications', { producer, way: 'survey', year: new Date().getFullYear() - 1, products: [product], reason: '摸底' })
  address = `/catalogue/certifications/${made.id}`
  photo = await painted(3000, 2000)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A photo of this size, as a phone would take it. */
async function painted(width, height) {
  const { page, context } = await openPage(browser)
  const url = await page.evaluate(([w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
    const pen = canvas.getContext('2d')
    for (let n = 0; n < 4000; n += 1) {
      pen.fillStyle = `hsl(${(n * 37) % 360} 60% 50%)`
      pen.fillRect((n * 613) % w, (n * 397) % h, 180, 120)
    }
    return canvas.toDataURL('image/jpeg', 0.9)
  }, [width, height])
  await context.close()
  return Buffer.from(url.split(',')[1], 'base64')
}

async function at(who, options) {
  const { page, errors, context } = await openPage(browser, options)
  await context.addCookies(cookiesOf(cast[who]))
  await page.goto(`${server.url}/office${address}`)
  await page.getByRole('heading', { name: '佐证' }).waitFor()
  const calm = async () => {
    const wide = await overhang(page)
    assert.deepEqual([...(await violations(page)), ...errors.filter((line) => !/status of 4(09|22)/.test(line))], [])
    assert.equal(wide, 0, 'the page is too wide, px')
  }
  return { page, context, calm }
}
const jpeg = (name) => ({ name, mimeType: 'image/jpeg', buffer: photo })

test('the village attaches a photo by keyboard, and it is shrunk before it leaves', async () => {
  const { page, context, calm } = await at('zhang')
  const section = page.locator('section', { has: page.getByRole('heading', { name: '佐证' }) }).last()
  await section.getByRole('button', { name: '添加佐证' }).first().focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog')
  await form.locator('input[type=file]').setInputFiles(jpeg('果园.jpg'))
  await form.getByLabel('说明').fill('黄桃园东坡')
  await calm()
  await form.getByLabel('说明').press('Enter')
  const row = section.getByRole('row', { name: /果园\.jpg/ })
  await row.waitFor()
  assert.match(await row.innerText(), /查看[\s\S]*照片[\s\S]*整体[\s\S]*黄桃园东坡[\s\S]*有效[\s\S]*张小兰/)
  const [kept] = (await cast.zhang.get(`/certifications/1/evidence`)).items
  assert.ok(kept.size_bytes < photo.length, `${kept.size_bytes} of ${photo.length} bytes`)
  await calm()
  await row.getByRole('button', { name: '查看' }).click()
  const picture = page.getByRole('img', { name: '黄桃园东坡' })
  await picture.waitFor()
  const width = await picture.evaluate((img) => img.decode().then(() => img.naturalWidth))
  assert.equal(width, 2000)
  await calm()
  await context.close()
})

test('a page in disguise is refused in words, and nothing is attached', async () => {
  const { page, context } = await at('zhang')
  await page.getByRole('button', { name: '添加佐证' }).first().click()
  const form = page.getByRole('dialog')
  await form.locator('input[type=file]').setInputFiles({ name: '执照.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><script>1</script></html>') })
  await form.getByRole('button', { name: '添加佐证' }).click()
  await form.getByText('只接受 JPEG、PNG、WebP 图片和 PDF').waitFor()
  await context.close()
  assert.equal((await cast.zhang.get('/certifications/1/evidence?total=1')).total.count, 1)
})

test('the township attaches to its own step; on a phone as well', async () => {
  await cast.li.post('/certifications/1/township-check', { pass: true, reason: '实地看过' })
  const { page, context, calm } = await at('li', { width: 390, height: 844 })
  await page.getByRole('listitem').filter({ hasText: '实地看过' }).getByRole('button', { name: '附佐证' }).click()
  const form = page.getByRole('dialog')
  await form.locator('input[type=file]').first().setInputFiles({ name: '核查表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n') })
  await calm()
  await form.getByRole('button', { name: '添加佐证' }).click()
  await form.waitFor({ state: 'detached' })
  const card = page.getByRole('listitem').filter({ hasText: '核查表.pdf' })
  await card.waitFor()
  assert.match(await card.innerText(), /第 2 步/)
  await calm()
  await context.close()
})

test('the department looks, it is known that it looked, and a wrong one is struck off', async () => {
  const seen = await at('zhao')
  await seen.page.getByRole('row', { name: /果园\.jpg/ }).getByRole('button', { name: '查看' }).click()
  await seen.page.getByRole('img', { name: '黄桃园东坡' }).evaluate((img) => img.decode())
  assert.equal(await seen.page.getByRole('row', { name: /果园\.jpg/ }).getByRole('button', { name: '作废' }).count(), 0)
  await seen.context.close()
  const trail = await cast.shen.get('/audit?act=evidence.view')
  assert.deepEqual(trail.items.map((row) => row.subject), ['certification:1/1'])

  const { page, context, calm } = await at('wang')
  await page.getByRole('row', { name: /果园\.jpg/ }).getByRole('button', { name: '作废' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox').fill('拍的是别家果园')
  await form.getByRole('button', { name: '作废' }).click()
  await page.getByText('已作废：拍的是别家果园').waitFor()
  await calm()
  await context.close()
})
