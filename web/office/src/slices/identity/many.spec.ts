import { describe, expect, it } from 'vitest'
import { readPeople } from './many'

describe('a pasted list of people', () => {
  const cases: [string, string, (string | null)[][]][] = [
    ['tabs from a spreadsheet', '王小明\twangxm\t13800001234\r\n李四\tlisi\t', [['王小明', 'wangxm', '13800001234', null], ['李四', 'lisi', '', null]]],
    ['commas, full-width too', '王小明，WangXM，138\n\n李四,lisi', [['王小明', 'wangxm', '138', null], ['李四', 'lisi', '', null]]],
    ['spaces', '王小明  wangxm', [['王小明', 'wangxm', '', null]]],
    ['what is missing or twice', '王小明\n\tlisi\n张三,lisi\n赵六,lisi', [['王小明', '', '', 'no_login'], ['lisi', '', '', 'no_login'], ['张三', 'lisi', '', null], ['赵六', 'lisi', '', 'twice']]],
  ]
  it.each(cases)('%s', (_name, text, expected) => {
    expect(readPeople(text).map((line) => [line.name, line.login, line.phone, line.problem])).toEqual(expected)
  })
})
