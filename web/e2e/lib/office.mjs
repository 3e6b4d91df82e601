// Pages of the office for somebody who is signed in, and what every story asks of them.
import assert from 'node:assert/strict'
import { violations } from './axe.mjs'
import { openPage, overhang } from './browser.mjs'
import { cookiesOf } from './county.mjs'

/** Opens `path` for a client; `calm()` asserts that the page fits its width, is accessible and complains of nothing. */
export const officeOf = (browser, server) => async (client, path, options) => {
  const { page, errors, context } = await openPage(browser(), options)
  await context.addCookies(cookiesOf(client))
  await page.goto(`${server().url}/office${path}`)
  await page.locator('main h1').first().waitFor()
  const calm = async () => {
    const wide = await overhang(page)
    assert.deepEqual([...(await violations(page)), ...errors.filter((line) => !/status of 4(01|09|22)/.test(line))], [])
    assert.equal(wide, 0, 'the page is too wide, px')
  }
  return { page, context, calm, form: page.getByRole('dialog') }
}

/** Chooses an option of a select; `text` is typed first where it is searched for. */
export const choose = async (page, form, label, text, option = text) => {
  // The chosen word lies over the input of a select, hence the force.
  const input = form.getByLabel(label, { exact: true })
  const open = async () => {
    await input.click({ force: true })
    if (text) await input.fill(text)
  }
  const offered = page.getByRole('option', { name: option }).first()
  await open()
  // What is drawn anew while it opens takes its list away: a hand presses again, and so does a story.
  await offered.waitFor({ timeout: 5_000 }).catch(open)
  await offered.click()
  // A list that is not yet gone lies over what is pressed next.
  await offered.waitFor({ state: 'hidden' })
}

/** Chooses the option of exactly this name, with nothing typed. */
export const chooseNamed = (form, label, name) => choose(form.page(), form, label, '', new RegExp(`^\\s*${name}\\s*$`))
