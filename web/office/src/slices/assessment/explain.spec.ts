import { describe, expect, it } from 'vitest'
import { treeOf, type RuleExplanation, type Words } from './explain'

const text = (word: string) => ({ zh: word, en: `en ${word}` })
const words: Words = { lang: 'zh', step: (number) => `第${number}步`, yes: '是', no: '否' }
const measure = (name: string, value: number | string | null, unit: string, subject = 'o1') => ({ name, label: text(name), value, unit, shown: text('shown'), lines: { measure: name, subject, year: 2026 } })
const explanation = (measures: ReturnType<typeof measure>[]): RuleExplanation => ({
  rule: { id: 'r', policy: 'p', title: text('规则'), basis: { document: '文件', clause: '第 1 条', wording: '70%以上' } },
  steps: [{ statement: text('a ÷ b ≥ 70%'), wording: '70%以上', holds: true, measures }, { statement: text('算'), holds: null, measures: [] }],
  conclusion: text('达标'), notes: [text('甲'), text('乙')],
})

describe('explanation', () => {
  it('keeps clause, wording, reading, formula and answer', () => {
    const tree = treeOf(explanation([]), words)
    expect(tree).toMatchObject({ title: '规则', result: '达标', basis: { document: '文件', clause: '第 1 条', wording: '70%以上', reading: '甲；乙' } })
    expect(tree.parts).toMatchObject([{ title: '第1步 70%以上', result: '是', formula: 'a ÷ b ≥ 70%' }, { title: '第2步', formula: '算' }])
    expect(tree.parts?.[1]).not.toHaveProperty('result')
  })
  it.each([
    [measure('recorded_sales_fen', 100, 'fen'), { value: { fen: 100 }, lines: '/settlements/2026/measures/o1/recorded_sales_fen' }],
    [measure('campaign_sales_fen', null, 'fen'), { value: { text: 'shown' }, lines: undefined }],
    [measure('share', 712345, 'ppm'), { value: { ppm: 712345 }, lines: undefined }],
    [measure('refusals', 2, 'count'), { value: { count: 2 }, lines: undefined }],
    [measure('authorised_from', '2019-06-01', 'day'), { value: { text: 'shown' }, lines: undefined }],
    [measure('recorded_sales_fen', 1, 'fen', 'p1'), { value: { fen: 1 }, lines: undefined }],
    [measure('reports_on_time', 3, 'count', 'f33'), { value: { count: 3 }, lines: '/supply-reports?division=33' }],
    [measure('reports_accurate', 2, 'count', 'f33'), { value: { count: 2 }, lines: '/settlements/2026/measures/f33/reports' }],
    [measure('promotion_sales_fen', 5, 'fen', 'f33'), { value: { fen: 5 }, lines: '/settlements/2026/measures/f33/promotion' }],
  ])('opens the lines of a book, and of a village the lists that its officer is counted from: %o', (one, shown) => {
    const found = treeOf(explanation([one]), words).parts?.[0]?.measures?.[0]
    expect(found?.value).toEqual(shown.value)
    expect(found?.lines).toBe(shown.lines)
  })
})
