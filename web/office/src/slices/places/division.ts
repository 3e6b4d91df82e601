// How divisions are read on the pages of this slice.
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Option } from '@shared/kit/form'

export type Division = Api['DivisionListed']

/** Dates that mean "always" and "open". */
export const isBeginning = (day: string): boolean => day.startsWith('0001')
export const isOpenEnd = (day: string): boolean => day.startsWith('9999')

export async function townships(): Promise<Option[]> {
  const page = await get<Page<Division>>('/divisions', { level: 'township', limit: 500 })
  return page.items.map((one) => ({ value: one.id, word: one.name }))
}

/** Divisions of a level for a search field, by name, alias or pinyin. */
export async function findDivisions(level: string, text: string): Promise<Option[]> {
  const page = await get<Page<Division>>('/divisions', { level, q: text, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.parent_name }))
}
