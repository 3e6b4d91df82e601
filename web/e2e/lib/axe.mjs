// Accessibility check of the page as it stands. A blank page passes axe, so callers assert text first.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Rows of a table after the fifth are made like those before them; to look at each takes seconds. */
const MORE_ROWS = [['tbody tr:nth-child(n+6)'], ['li.card:nth-child(n+6)']]

/** Violations of WCAG 2.2 A and AA, each in a line. */
export async function violations(page) {
  await page.evaluate(source)
  const found = await page.evaluate((exclude) => globalThis.axe.run({ include: document, exclude }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }), MORE_ROWS)
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} — ${node.failureSummary?.split('\n').slice(1).join(' ')}`))
}
