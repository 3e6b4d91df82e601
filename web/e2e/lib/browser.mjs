// One Chromium for all browser tests: the system's, or the one HUOSHUI_CHROMIUM names (109 for the oldest engine).
import { chromium } from 'playwright-core'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

export const launch = () =>
  chromium.launch({ executablePath: process.env.HUOSHUI_CHROMIUM ?? '/usr/bin/chromium', headless: true, args: ARGS })

/** A page at a size, with the reader's choices in place before the app starts. */
export async function openPage(browser, { width = 1440, height = 900, prefs = {}, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...more })
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('huoshui.prefs')) localStorage.setItem('huoshui.prefs', JSON.stringify(chosen))
  }, prefs)
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text()) })
  return { page, errors, context }
}

/** The page has taken a new size in: its head and tables have changed over, however busy the machine is. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))))

/** How many px a page is wider than its window: 0 once it has taken its size in, or what is left after some seconds. */
export async function overhang(page) {
  await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, undefined, { timeout: 5_000 }).catch(() => {})
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}
