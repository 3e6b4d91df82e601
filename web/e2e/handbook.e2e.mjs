// What README, handbook and the notes on running say of the command line, asked of the binary: every command is
// there, every option is in its help, and the README leaves none out. And the handbook inside the built app.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { preview } from 'vite'
import { violations } from './lib/axe.mjs'
import { launch, openPage, overhang } from './lib/browser.mjs'
import { answer } from './lib/routes.mjs'
import { BINARY } from './lib/server.mjs'

const HANDBOOK = '../docs/handbook'
const pages = [
  '../README.md', '../README.zh-CN.md', '../docs/operations.md',
  ...readdirSync(HANDBOOK, { recursive: true }).filter((name) => name.endsWith('.md')).map((name) => `${HANDBOOK}/${name}`),
]

const helps = new Map()
/** The help of a command; null if there is none. */
function helpOf(words) {
  const key = words.join(' ')
  if (!helps.has(key)) {
    const asked = spawnSync(BINARY, [...words, '--help'], { encoding: 'utf8' })
    helps.set(key, asked.status === 0 ? asked.stdout : null)
  }
  return helps.get(key)
}
const commandsIn = (help) => [...(/Commands:\n([\s\S]*?)\n\n/.exec(help)?.[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map((m) => m[1]).filter((name) => name !== 'help')

/** Words and options of each `huoshui …` in a text; `a|b` stands for both. */
function* said(text) {
  for (const [, line] of text.matchAll(/(?:^|[`/])huoshui ((?:[a-z]|--)[^`\n#]*)/gm)) {
    const words = line.trim().split(/\s+/)
    const options = words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0])
    const [first, second = ''] = words
    const under = commandsIn(helpOf([first]) ?? '')
    for (const part of under.length && !second.startsWith('--') ? second.split('|') : ['']) yield { words: [first, part].filter(Boolean), options }
  }
}

test('every command and option that the papers name is there', () => {
  let count = 0
  for (const page of pages) {
    for (const { words, options } of said(readFileSync(page, 'utf8'))) {
      const help = helpOf(words)
      assert.ok(help, `${page}: huoshui ${words.join(' ')}`)
      for (const option of options) assert.ok(help.includes(option), `${page}: huoshui ${words.join(' ')} ${option}`)
      count += 1
    }
  }
  assert.ok(count > 20, `${count} commands found`)
})

test('both READMEs name every command', () => {
  const commands = commandsIn(helpOf([]))
  assert.ok(commands.length > 8, String(commands))
  for (const page of pages.slice(0, 2)) {
    const text = readFileSync(page, 'utf8')
    assert.deepEqual(commands.filter((name) => !text.includes(`\`${name}`)), [], page)
  }
})

test('the app opens the page of the post, and from there the others, with their pictures', async (t) => {
  const site = await preview({ configFile: 'office/vite.config.ts', preview: { port: 0 }, logLevel: 'error' })
  t.after(() => site.close())
  const browser = await launch()
  t.after(() => browser.close())
  const url = site.resolvedUrls.local[0].replace(/\/$/, '')
  for (const look of [{ width: 1440, lang: 'zh-CN' }, { width: 390, lang: 'en' }]) {
    const { page, errors, context } = await openPage(browser, { width: look.width, prefs: { theme: 'light', lang: look.lang } })
    await answer(page)
    await page.goto(`${url}/`)
    const zh = look.lang === 'zh-CN'
    await page.getByRole('link', { name: zh ? '本岗位手册' : 'Handbook of this post' }).click()
    await page.getByRole('heading', { level: 1, name: zh ? '工作专班' : 'County office' }).waitFor()
    await page.getByRole('link', { name: zh ? '看懂核算结果' : 'reading a finding' }).first().click()
    await page.getByRole('heading', { level: 1, name: zh ? '看懂核算结果' : 'Reading a finding' }).waitFor()
    if (zh) await page.waitForFunction(() => (document.querySelector('article img')?.naturalWidth ?? 0) > 100)
    assert.deepEqual(await violations(page), [])
    assert.equal(await overhang(page), 0, `${look.width}: too wide, px`)
    await page.getByRole('link', { name: zh ? '全部岗位' : 'All posts' }).click()
    await page.getByRole('heading', { level: 1, name: zh ? '活水使用手册' : 'Handbook' }).waitFor()
    await page.goto(`${url}/handbook/nothing`)
    await page.getByText(zh ? '没有这一页' : 'No such page').waitFor()
    assert.deepEqual(errors, [])
    await context.close()
  }
})
