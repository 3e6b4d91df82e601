// Walks every page that the router knows: by the navigation and the links found on the way, each page once, in the
// looks asked for. A page is well when it has a heading, fits its width, shows no word key, refuses nothing and
// complains of nothing.
import { createServer } from 'vite'
import { createRouterMatcher } from 'vue-router'

const QUIET_MS = 60
const PATIENCE_MS = 10_000
const HEADING = 'main h1, .till h1, .receipt h1, h1'

/** The router's table, and which page an address belongs to. Pages of the same name that ask other things are told apart by `kind`. */
export async function routeTable() {
  const vite = await createServer({
    configFile: 'office/vite.config.ts', server: { middlewareMode: true, hmr: false, ws: false }, appType: 'custom', optimizeDeps: { noDiscovery: true, include: [] }, logLevel: 'error',
  })
  try {
    const { routes } = await vite.ssrLoadModule('/src/router.ts')
    const { slices } = await vite.ssrLoadModule('/src/slices.ts')
    const matcher = createRouterMatcher([...routes], {})
    const pageOf = (address) => {
      const { name, params } = matcher.resolve({ path: address.replace(/^\/office/, '').split(/[?#]/)[0] || '/' }, { path: '/' })
      return params.kind ? `${name} ${params.kind}` : name
    }
    return { names: routes.map((route) => route.name), nouns: ['kit', 'shell', ...slices.map((slice) => slice.noun)], pageOf }
  } finally {
    await vite.close()
  }
}

/** Counts what a page is waiting for, and keeps what was refused to it. */
export function watch(page) {
  const waiting = new Set()
  const refused = []
  page.on('request', (request) => waiting.add(request))
  page.on('requestfinished', (request) => waiting.delete(request))
  page.on('requestfailed', (request) => { waiting.delete(request); refused.push(`${request.url()}: ${request.failure()?.errorText}`) })
  page.on('response', (response) => { if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`) })
  const quiet = async () => {
    let calm = 0
    for (const until = Date.now() + PATIENCE_MS; calm < QUIET_MS && Date.now() < until; calm += 20) {
      await page.waitForTimeout(20)
      if (waiting.size > 0) calm = 0
    }
  }
  return { refused, quiet }
}

/** Goes to an address inside the running app, as a link would. */
export async function visit(page, watched, address) {
  await page.evaluate((to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', { state: null })) }, address)
  await watched.quiet()
}

/** Addresses of the app that the page shows. */
export const linksOf = (page) =>
  page.evaluate(() => [...new Set([...document.querySelectorAll('a[href^="/office/"]')].map((a) => a.getAttribute('href')))])

/** What is wrong with the page as it stands, in lines. */
export async function faults(page, nouns) {
  return page.evaluate(({ heading, words }) => {
    const found = []
    const title = document.querySelector(heading)
    if (!title?.textContent?.trim()) found.push('no heading')
    const wide = document.documentElement.scrollWidth - window.innerWidth
    if (wide > 0) found.push(`${wide} px too wide`)
    // A finger needs 44 px; what stands in a line of text is as high as the text.
    const low = window.innerWidth < 641 ? [...document.querySelectorAll('.el-button')].filter((at) => at.offsetParent && at.offsetHeight < 44) : []
    for (const at of low) found.push(`button ${at.innerText.trim()} is ${at.offsetHeight} px high`)
    const raw = new RegExp(`(?<![\\w/.-])(?:${words.join('|')})(?:\\.[a-z_]+)+`, 'g')
    for (const key of new Set(document.body.innerText.match(raw) ?? [])) found.push(`word key ${key}`)
    return found
  }, { heading: HEADING, words: nouns })
}

/**
 * Opens every address given, and whatever their links lead to that is not in `seen` (page name → address).
 * `look(name, address)` is called at each page as it stands.
 */
export async function crawl(page, watched, table, seen, starts, look) {
  const asked = new Set(starts)
  const queue = [...starts]
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const name = table.pageOf(address)
    const wanted = asked.delete(address)
    if (seen.has(name) && !wanted) continue
    seen.set(name, address)
    await visit(page, watched, address)
    await look(name, address)
    queue.push(...(await linksOf(page)).filter((link) => !seen.has(table.pageOf(link))))
  }
}
