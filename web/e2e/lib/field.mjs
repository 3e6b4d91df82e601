// A village that is asked for peaches today, its officer and township, and a phone in the hand.
import assert from 'node:assert/strict'
import { violations } from './axe.mjs'
import { PASSWORD, setUp } from './county.mjs'
import { drawn, openPage, overhang } from './browser.mjs'

const PHONE = { width: 390, height: 844 }
const DAY = 86_400_000
/** The county's day, so many days from now. */
export const day = (off) => new Date(Date.now() + 8 * 3_600_000 + off * DAY).toISOString().slice(0, 10)

/** 黄桃 in season since the day before yesterday, asked for weekly in one village; 张 its officer, 谭 who follows, 李 of the township. */
export async function openVillage(server) {
  const county = await setUp(server)
  const town = await county.division('灵官殿镇')
  const [village, neighbour] = (await county.admin.get(`/divisions?parent=${town}&limit=2`)).items
  const office = await county.person('wang', '王建国', 'county_office')
  const zhang = await county.person('zhang', '张小兰', 'information_officer', village.id)
  const li = await county.person('limei', '李红梅', 'township_supervisor', town)
  await county.person('tan', '谭某', 'information_officer', village.id)
  const crop = async (name) => (await office.post('/crops', { name, season_from: day(-2).slice(5), season_to: day(60).slice(5), odd_g: 100_000_000, products: [] })).id
  const [peach, lily] = [await crop('黄桃'), await crop('黄花菜')]
  await office.post(`/crops/${peach}/growers`, { divisions: [village.id], from_day: day(-10) })
  return { county, office, zhang, li, village, neighbour, peach, lily }
}

/** A phone that shows the app: its language, look, text size and browser. */
export async function phone(browser, url, { lang = 'zh-CN', look = 'plain', font = 16, agent } = {}) {
  const { page, errors, context } = await openPage(browser, { ...PHONE, prefs: { lang }, ...(agent ? { userAgent: agent } : {}) })
  await context.addInitScript((chosen) => {
    if (chosen.look === 'sun') localStorage.setItem('huoshui.look', '"sun"')
    // The text size of the phone's own settings.
    const style = Object.assign(document.createElement('style'), { textContent: chosen.font === 16 ? '' : `html { font-size: ${(chosen.font * 112.5) / 100}px }` })
    new MutationObserver((_, watch) => { if (document.body) { document.head.append(style); watch.disconnect() } }).observe(document, { childList: true, subtree: true })
  }, { look, font })
  page.setDefaultTimeout(10_000)
  const problems = () => errors.splice(0).filter((line) => !/Failed to load resource|ERR_INTERNET_DISCONNECTED|net::ERR_/.test(line))
  return { page, context, problems, open: (hash = '') => page.goto(`${url}/field/#/${hash}`) }
}

/** Signs in by the form, as the officer would with a password. */
export async function signIn(page, login = 'zhang') {
  await page.getByRole('radio', { name: '密码', exact: true }).check()
  await page.getByLabel('登录名').fill(login)
  await page.getByRole('textbox', { name: '密码' }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('取自县里').waitFor()
}

/** Waits until the app can be opened without a network. */
export const ready = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done()
  else navigator.serviceWorker.addEventListener('controllerchange', () => done(), { once: true })
})))

export const card = (page, text) => page.locator('.hs-card', { hasText: text })
/** So many items wait; the number stands once the last one is sealed. */
export const counted = (page, n) => page.getByRole('link', { name: new RegExp(`^待发.*${n}`, 's') }).waitFor()
/** Nothing waits any more. */
export const allSent = (page) => page.waitForFunction(() => !document.querySelector('nav .count'))

/** Accessible, without errors, and no wider than the phone. */
export async function calm({ page, problems }) {
  // Another look is taken in over some frames.
  await drawn(page)
  const wide = await overhang(page)
  assert.deepEqual([...await violations(page), ...problems()], [])
  assert.equal(wide, 0, 'too wide, px')
}

/** Opens the form of supply of peaches and fills in an amount in 斤; `more` before it is kept. */
export async function reportSupply({ page, open }, amount, more = async () => {}) {
  await open('supply')
  await page.getByRole('radio', { name: '黄桃', exact: true }).check()
  await page.getByLabel('数量').fill(amount)
  await more()
  await page.getByRole('button', { name: '存好并发出' }).click()
}

/** A photo of this size, as a phone would take it. */
export async function painted(page, width, height) {
  const url = await page.evaluate(([w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
    const pen = canvas.getContext('2d')
    for (let n = 0; n < 2000; n += 1) {
      pen.fillStyle = `hsl(${(n * 37) % 360} 60% 50%)`
      pen.fillRect((n * 613) % w, (n * 397) % h, 180, 120)
    }
    return canvas.toDataURL('image/jpeg', 0.9)
  }, [width, height])
  return Buffer.from(url.split(',')[1], 'base64')
}

/** Runs in a page: chooses a photo of a phone that was held upright, 300 × 200 as the camera wrote it, red at its left top. */
export const pickHeld = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 })
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#00f'
  pen.fillRect(0, 0, 300, 200)
  pen.fillStyle = '#f00'
  pen.fillRect(0, 0, 60, 60)
  const plain = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.95))
  // EXIF: orientation 6, the camera's left is the picture's top.
  const exif = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
  const photo = new File([plain.slice(0, 2), new Uint8Array(exif), plain.slice(2)], '竖拍.jpg', { type: 'image/jpeg' })
  const chosen = new DataTransfer()
  chosen.items.add(photo)
  const input = document.querySelector('input[type=file]')
  input.files = chosen.files
  input.dispatchEvent(new Event('change'))
}

/** Runs in a page: size of the photo that was made of it, and in which corner the red is; null until it is there. */
export const heldAs = async () => {
  const image = document.querySelector('main img')
  if (!image || !image.naturalWidth) return null
  const { naturalWidth: width, naturalHeight: height } = image
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0)
  const red = (x, y) => { const [r, , b] = pen.getImageData(x, y, 1, 1).data; return r > 200 && b < 60 }
  const corners = { 'left top': [9, 9], 'right top': [width - 9, 9], 'left bottom': [9, height - 9], 'right bottom': [width - 9, height - 9] }
  return [width, height, ...Object.keys(corners).filter((name) => red(...corners[name]))]
}
