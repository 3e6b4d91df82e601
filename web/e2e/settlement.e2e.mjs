// The settlement of a simulated year, from the clause to the finding and its explanation. PICTURES=1 renews those of README and handbook.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { violations } from './lib/axe.mjs'
import { launch } from './lib/browser.mjs'
import { signIn, startDemo } from './lib/demo.mjs'

let demo, browser
before(async () => {
  demo = await startDemo()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await demo?.stop()
})

test('the settlement opens from the clause to the finding and its explanation', async () => {
  const { page, errors, context } = await signIn(browser, demo.url, 'office')
  await page.goto(`${demo.url}/office/settlements/2026`)
  await page.getByText('销售奖补').first().waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: '../docs/images/settlement.png' })
  const settled = await (await context.request.get(`${demo.url}/api/v1/settlements/2026/findings?limit=1&outcome=award`)).json()
  assert.equal(settled.items.length, 1)
  const [finding] = settled.items
  await page.goto(`${demo.url}/office/settlements/2026/findings/${finding.subject}/${finding.rule}`)
  await page.getByText('300,000.00').first().waitFor()
  await page.getByText('邵东市消费扶贫政策').first().waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: '../docs/images/finding.png' })
  assert.deepEqual(await violations(page), [])
  assert.deepEqual(errors, [])
  await context.close()
})
