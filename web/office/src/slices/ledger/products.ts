// Products by number, for pages that are given numbers only; read once and kept while the app is open.
import { reactive, ref } from 'vue'
import { get, type Page } from '@shared/api/api'
import { asProblem, type Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import type { Option } from '@shared/kit/form'

export type Product = Api['ProductRow']

const PAGE = 500
const known = reactive(new Map<number, Product>())
const problem = ref<Problem | null>(null)
let reading: Promise<void> | null = null

async function readAll(): Promise<void> {
  let cursor: string | null = null
  do {
    const page: Page<Product> = await get<Page<Product>>('/products', { ended: 1, limit: PAGE, cursor })
    for (const product of page.items) known.set(product.id, product)
    cursor = page.next
  } while (cursor !== null)
}

export function useProducts() {
  reading ??= readAll().catch((caught: unknown) => {
    problem.value = asProblem(caught)
    reading = null
  })
  const nameOf = (id: number): string => known.get(id)?.name ?? `#${id}`
  const pieceWord = (id: number): string | undefined => known.get(id)?.piece_word || undefined
  /** Finds products by name, initials, pinyin or barcode. */
  async function search(text: string): Promise<Option[]> {
    const page = await get<Page<Product>>('/products', { q: text, limit: 20 })
    for (const product of page.items) known.set(product.id, product)
    return page.items.map((product) => ({ value: product.id, word: product.name, note: [product.spec, product.producer_name].filter(Boolean).join(' · ') }))
  }
  return { known, problem, nameOf, pieceWord, search }
}
