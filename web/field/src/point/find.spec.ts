import { describe, expect, it } from 'vitest'
import { find, lettersOf } from './find'
import type { Person } from './know'

const household = (id: number, name: string, initials: string, phone = '138****0001'): Person =>
  ({ kind: 'household', id, name, initials, note: `灵官殿镇 梧桐村 #${id} ${phone}`, bound: false, last_product: null, last_day: null })
const people = [
  household(1, '杨*', 'yds'), household(2, '杨*', 'yxm', '138****5678'), household(3, '孙*', 'sds'), household(4, '曾*', 'cgf'), household(5, '欧*', 'oyxw'),
  { ...household(6, '灵官殿黄桃专业合作社', '灵官殿黄桃专业合作社|lgdhtzyhzs|lingguandianhuangtaozhuanyehezuoshe'), kind: 'producer', note: '灵官殿镇 梧桐村' },
]
const ids = (q: string, most = 6): number[] => find(people, q, most).people.map((one) => one.id)

describe('who sells', () => {
  it.each([
    // In full: whoever it can be, the one whose letters agree first.
    ['杨小明', [2, 1]], [' 杨 小明', [2, 1]], ['杨', [1, 2]],
    // The county reads 曾 as c, the phone as z: found all the same.
    ['曾国藩', [4]],
    ['欧阳修文', [5]], ['欧阳', [5]],
    // Longer than any name kept.
    ['孙大山山', []], ['李四', []],
    // Without the surname.
    ['小明', [2]],
    ['yxm', [2]], ['YXM', [2]], ['#3', [3]], ['5678', [2]], ['黄桃', [6]], ['hezuoshe', [6]], ['', [1, 2, 3, 4, 5, 6]],
  ])('%s finds %j', (q, found) => { expect(ids(q)).toEqual(found) })
  it('says when it knows no more than surname and letters, and how many are not shown', () => {
    expect([find(people, '杨小明', 6).guessed, find(people, 'yxm', 6).guessed, find(people, '黄桃', 6).guessed]).toEqual([true, false, false])
    expect(find(people, '', 4)).toMatchObject({ more: 2 })
    expect(find(people, '杨小明', 1)).toMatchObject({ more: 1 })
  })
  it('reads first letters by the order of pinyin', () => {
    expect(['孙大山', '赵春生', '周桂花', '欧阳修文', '𥕢a1'].map(lettersOf).slice(0, 4)).toEqual(['sds', 'zcs', 'zgh', 'oyxw'])
  })
})
