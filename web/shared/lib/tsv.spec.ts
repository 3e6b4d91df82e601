import { describe, expect, it } from 'vitest'
import { csvOf, looksLikeCells, readTsv } from './tsv'

describe('cells on the clipboard', () => {
  it.each([
    ['a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['黄桃\t\t3', [['黄桃', '', '3']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['"甲\n乙"\t"5"" 口径"\n', [['甲\n乙', '5" 口径']]],
    ['5" 管\t1', [['5" 管', '1']]],
  ])('%j', (text, rows) => expect(readTsv(text)).toEqual(rows))

  it.each([['黄桃', false], ['黄桃\n', false], ['黄桃\t3', true], ['黄桃\n李子', true]])('%j are cells: %s', (text, are) => expect(looksLikeCells(text)).toBe(are))

  it('become a table that can be sent as a file', () => expect(csvOf([['姓名', '部 门'], ['a,b', 'c"d']])).toBe('\ufeff姓名,部 门\r\n"a,b","c""d"\r\n'))
})
