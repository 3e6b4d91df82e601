// Screenshots of kit and shell at 1440 and 390 px, light and dark, both languages, with axe on each.
// `npm run shots [folder]`; exits 1 when a page has an accessibility violation or an error in the console.
import { mkdirSync } from 'node:fs'
import { violations } from '../e2e/lib/axe.mjs'
import { launch, openPage } from '../e2e/lib/browser.mjs'
import { serveSite } from '../e2e/lib/gallery.mjs'
import { answer, nobody, session } from '../e2e/lib/routes.mjs'

const folder = process.argv[2] ?? 'shots'
mkdirSync(folder, { recursive: true })

const PAGES = [
  { name: 'kit', at: 'gallery', path: '/' },
  { name: 'till', at: 'gallery', path: '/#/till', keys: ['h'] },
  { name: 'till-pay', at: 'gallery', path: '/#/till', keys: [...'ht12.5', 'Enter', ...'hhc', 'Enter', ...'qs', 'Enter', 'F9'] },
  { name: 'sign-in', at: 'office', path: '/office/sign-in', answers: { '/session': nobody } },
  { name: 'set-up', at: 'office', path: '/office/setup?token=x', answers: { '/session': nobody } },
  { name: 'first-sign-in', at: 'office', path: '/office/first-sign-in/x', answers: { '/session': nobody } },
  { name: 'home', at: 'office', path: '/office/' },
  { name: 'home-empty', at: 'office', path: '/office/', answers: { '/tasks': { items: [], next: null }, '/session': session(false) } },
  { name: 'account', at: 'office', path: '/office/account' },
  { name: 'not-found', at: 'office', path: '/office/nowhere' },
]
const LOOKS = [1440, 390].flatMap((width) => ['light', 'dark'].flatMap((theme) => ['zh-CN', 'en'].map((lang) => ({ width, theme, lang }))))

const sites = { office: await serveSite('office/vite.config.ts'), gallery: await serveSite('e2e/gallery/vite.config.ts') }
const browser = await launch()
let bad = 0
for (const look of LOOKS) {
  for (const one of PAGES) {
    const { page, errors, context } = await openPage(browser, { width: look.width, prefs: { theme: look.theme, lang: look.lang } })
    await answer(page, one.answers)
    await page.goto(sites[one.at].url + one.path)
    await page.waitForLoadState('networkidle')
    await page.locator(one.shows ?? 'main h1, .till h1, .empty').first().waitFor({ timeout: 5000 })
    for (const key of one.keys ?? []) await (key.length > 1 ? page.keyboard.press(key) : page.keyboard.type(key))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    const found = [...(await violations(page)), ...errors.filter((e) => !/401|404/.test(e)), ...(wide > 0 ? [`page is ${wide} px too wide`] : [])]
    await page.screenshot({ path: `${folder}/${one.name}-${look.width}-${look.theme}-${look.lang}.png`, fullPage: true })
    for (const line of found) console.log(`${one.name} ${look.width} ${look.theme} ${look.lang}: ${line}`)
    bad += found.length
    await context.close()
  }
}
await browser.close()
for (const site of Object.values(sites)) await site.close()
console.log(bad === 0 ? 'all pages clean' : `${bad} findings`)
process.exit(bad === 0 ? 0 : 1)
