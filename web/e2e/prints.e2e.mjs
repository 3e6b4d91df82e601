// Papers with a rare character, printed by a real browser: 斫𥕢乡 comes out as it is written, not as the box that stands
// for a missing glyph. The box itself is drawn too, so that the comparison is known to see one.
import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import { after, before, test } from 'node:test'
import { launch } from './lib/browser.mjs'
import { cookiesOf, issueVouchers, openShop, setUp } from './lib/county.mjs'
import { startServer } from './lib/server.mjs'

const RARE = '𥕢'
/** No font has a glyph for these: one is never assigned, the other is for private use. */
const MISSING = ['\u{3FFFD}', '\u{10FFFD}']

let server, browser, shop, outlet, slips
before(async () => {
  server = await startServer()
  browser = await launch()
  const county = await setUp(server)
  shop = await openShop(county)
  const town = await county.division('斫曹乡')
  const { name, code } = await county.admin.get(`/divisions/${town}`)
  assert.notEqual(name, `斫${RARE}乡`)
  await county.admin.put(`/divisions/${town}`, { name: `斫${RARE}乡`, code })
  const form = { kind: 'shop', name: `斫${RARE}乡授权店`, division: town, operator: `斫${RARE}乡供销社`, opened_on: '2026-01-01' }
  outlet = (await shop.office.post('/outlets', form)).id
  await shop.office.post(`/outlets/${outlet}/authorisations`, { on_day: '2026-01-01', reason: '首批授权', document_no: '邵扶消〔2026〕1号' })
  const vouchers = await issueVouchers(county, shop)
  await vouchers.union.post(`/units/${vouchers.unit}/workers`, { rows: [{ name: `曾${RARE}`, phone: '13800000009', department: '语文组' }] })
  await vouchers.union.post(`/programmes/${vouchers.programme}/issues`, { reason: 'spring_festival', amount_fen: 10000 })
  slips = (await vouchers.union.post(`/programmes/${vouchers.programme}/slip-prints`, { reason: '补打' })).html
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** How a text is drawn where another one stands: in the same place, with the same style. */
async function drawn(page, from, text) {
  await page.evaluate(({ from, text }) => {
    document.getElementById('probe')?.remove()
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let node = walk.nextNode()
    while (node && !node.data.includes(from)) node = walk.nextNode()
    if (!node) throw new Error(`the print does not hold ${from}`)
    const probe = document.createElement('span')
    const { fontFamily, fontWeight } = getComputedStyle(node.parentElement)
    Object.assign(probe.style, { fontFamily, fontWeight, fontSize: '64px', position: 'fixed', top: '0', left: '0', zIndex: '9', background: '#fff', color: '#000', width: '96px', height: '96px', lineHeight: '96px', textAlign: 'center' })
    probe.id = 'probe'
    probe.textContent = text
    document.body.append(probe)
  }, { from, text })
  return (await page.locator('#probe').screenshot()).toString('base64')
}

/** Characters that a PDF can give back as text: those drawn with a glyph of their own. */
function mapped(pdf) {
  const text = pdf.toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: head }) => {
    const end = text.indexOf('endstream', index)
    try {
      return [inflateSync(pdf.subarray(index + head.length, end)).toString('latin1')]
    } catch {
      return []
    }
  })
  return streams.filter((stream) => stream.includes('begincmap')).join('\n').toUpperCase()
}
const utf16 = (text) => [...Buffer.from(text, 'utf16le').swap16()].map((byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase()

async function isPrinted(page) {
  await page.emulateMedia({ media: 'print' })
  const rare = await drawn(page, RARE, RARE)
  const [box, other] = [await drawn(page, RARE, MISSING[0]), await drawn(page, RARE, MISSING[1])]
  const blank = await drawn(page, RARE, '')
  assert.equal(box, other, 'what no font has is drawn as one and the same box')
  assert.notEqual(box, blank, 'the box is seen')
  assert.notEqual(rare, box, `${RARE} is printed as a box: the machine lacks a font for it`)
  assert.notEqual(rare, blank)
  assert.notEqual(rare, await drawn(page, RARE, '曹'), 'it is no other character')
  await page.evaluate((text) => { document.getElementById('probe').textContent = text }, MISSING[0])
  const known = mapped(await page.pdf({ preferCSSPageSize: true }))
  assert.ok(known.includes(utf16(RARE)), `${RARE} can be read out of the PDF`)
}

test('the certificate of an outlet in 斫𥕢乡', async () => {
  const context = await browser.newContext()
  await context.addCookies(cookiesOf(shop.office))
  const page = await context.newPage()
  await page.goto(`${server.url}/api/v1/outlets/${outlet}/certificate`)
  await isPrinted(page)
  await context.close()
})

test('the slip of a worker whose name has it', async () => {
  const page = await browser.newPage()
  await page.setContent(slips)
  await isPrinted(page)
  await page.close()
})
