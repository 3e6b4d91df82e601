// Villages as they are looked for and named together.
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Option } from '@shared/kit/form'

/** As many villages as one township has at most, and more. */
const MOST = 500

async function divisions(level: string, query: Record<string, string | number>): Promise<Option[]> {
  const page = await get<Page<Api['DivisionListed']>>('/divisions', { level, ...query })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.parent_name }))
}

export const findVillages = (text: string): Promise<Option[]> => divisions('village', { q: text, limit: 20 })
export const townships = (): Promise<Option[]> => divisions('township', { limit: 200 })
export const villagesOf = async (township: number): Promise<number[]> => (await divisions('village', { parent: township, limit: MOST })).map(({ value }) => Number(value))
