import { describe, expect, it } from 'vitest'
import { findPlaces, placeMeant, readPeople, roleMeant } from './many'

const roleOf = (word: string): string | null => ({ 信息员: 'information_officer', 工作专班: 'county_office' })[word] ?? null

describe('a pasted list of people', () => {
  const cases: [string, string, (string | null)[][]][] = [
    ['tabs from a spreadsheet', '王小明\twangxm\t13800001234\r\n李四\tlisi\t', [['王小明', 'wangxm', '13800001234', '', null], ['李四', 'lisi', '', '', null]]],
    ['a head and posts', '姓名\t登录名\t电话\t岗位\t范围\n张兰\tzhang\t\t信息员\t光明村\n王五\twangwu\t\t村长\t', [['张兰', 'zhang', '', 'information_officer', null], ['王五', 'wangwu', '', '', 'no_role']]],
    ['a login that is none', '王小明,王\n李四,li', [['王小明', '王', '', '', 'bad_login'], ['李四', 'li', '', '', 'bad_login']]],
    ['commas, full-width too', '王小明，WangXM，138\n\n李四,lisi', [['王小明', 'wangxm', '138', '', null], ['李四', 'lisi', '', '', null]]],
    ['spaces', '王小明  wangxm', [['王小明', 'wangxm', '', '', null]]],
    ['what is missing or twice', '王小明\n\tlisi\n张三,lisi\n赵六,lisi', [['王小明', '', '', '', 'no_login'], ['lisi', '', '', '', 'no_login'], ['张三', 'lisi', '', '', null], ['赵六', 'lisi', '', '', 'twice']]],
  ]
  it.each(cases)('%s', (_name, text, expected) => {
    expect(readPeople(text, roleOf).map((line) => [line.name, line.login, line.phone, line.role, line.problem])).toEqual(expected)
  })

  const found = [{ value: 1, word: '光明村', note: '灵官殿镇' }, { value: 2, word: '光明村', note: '黑田铺镇' }, { value: 3, word: '光明新村', note: '黑田铺镇' }]
  it.each([['光明新村', 3], ['光明村', 'which_place'], ['黑田铺镇/光明村', 2], ['光明新', 3], ['光明', 'which_place'], ['黑田铺/光明', 2], ['明光', 'no_place'], ['牛马司镇／光明村', 'no_place']])('means %s', (text, meant) => {
    expect(placeMeant(text, found)).toBe(meant)
  })

  const names = { county_office: ['工作专班', 'County office'], township_supervisor: ['监督员', 'Township supervisor'], finance: ['财政（财务）', 'Finance'], information_officer: ['信息员', 'Information officer'] }
  it.each([['监督员', 'township_supervisor'], ['乡镇监督员', 'township_supervisor'], ['财政', 'finance'], ['财务', 'finance'], ['finance', 'finance'], ['Finance', 'finance'], ['县专班', null], ['信息员和监督员', null]])('knows the role %s', (word, role) => {
    expect(roleMeant(word, names)).toBe(role)
  })

  it('asks for each place once, and for none of a post of the whole county', async () => {
    const asked: string[] = []
    const lines = readPeople('甲,jia,,信息员,光明村\n乙,yi,,信息员,光明村\n丙,bing,,工作专班\n丁,ding,,信息员', roleOf)
    const meant = await findPlaces(lines, (role) => (role === 'county_office' ? 'county' : role ? 'village' : undefined), async (kind, text) => {
      asked.push(`${kind} ${text}`)
      return [{ value: 7, word: '光明村' }]
    })
    expect(asked).toEqual(['village 光明村'])
    expect([...meant]).toEqual([['village 光明村', 7], ['village ', 'no_place']])
  })
})
