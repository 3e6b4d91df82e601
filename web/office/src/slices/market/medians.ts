// What the market pays for all that is looked at, asked once a page.
import { shallowRef } from 'vue'
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'

/** Rows by crop and grade; null while they are not known, or where nobody can say. */
export function useMedians(crop: () => number | null) {
  const rows = shallowRef<Api['MedianOf'][]>([])
  let asked = 0
  async function load(): Promise<void> {
    const [mine, of] = [++asked, crop()]
    const found = of ? await get<Api['MarketMedians']>('/market-medians', { crop: of }).catch(() => null) : null
    // A price that nobody can look up is entered all the same.
    if (mine === asked) rows.value = found?.rows ?? []
  }
  return { rows, load }
}
