// Reading and writing by path: lists, forms and kit are generic over routes. Types of bodies and answers come
// from the generated `schema.d.ts` (`npm run types`).
import { BASE, send } from './send'

export type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>

export interface Answer<T> {
  data: T
  /** For `ifMatch` of the next write; null when the server gave none. */
  etag: string | null
  /** True when the server had already done this write. */
  replayed: boolean
}

export interface Options {
  query?: Query
  body?: unknown
  ifMatch?: string | null
  /** Own id of the write, when it must survive a reload (a sale at the till). */
  key?: string
  signal?: AbortSignal
}

/** A page of a list. `next` is the cursor of the following page. */
export interface Page<T> {
  items: T[]
  next: string | null
  /** Count and sums over the whole filtered list, when asked for by `total=1`. */
  total?: ({ count: number } & Record<string, number>) | null
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  call<T>('GET', path, { query, signal }).then((answer) => answer.data)

export const post = <T>(path: string, body?: unknown, options: Options = {}): Promise<T> =>
  call<T>('POST', path, { ...options, body }).then((answer) => answer.data)

/** Any method, with ETag and replay mark. */
export async function call<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const headers = new Headers()
  if (options.ifMatch) headers.set('If-Match', options.ifMatch)
  if (options.key) headers.set('Idempotency-Key', options.key)
  const body = bodyOf(options.body, headers)
  const url = new URL(address(path, options.query), location.origin)
  const response = await send(new Request(url, { method, headers, body, signal: options.signal ?? null }))
  return {
    data: await dataOf<T>(response),
    etag: response.headers.get('etag'),
    replayed: response.headers.get('idempotency-replayed') === 'true',
  }
}

/** Path and query under the API's base. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue
    if (Array.isArray(value)) value.forEach((one) => search.append(key, String(one)))
    else search.set(key, String(value))
  }
  const text = search.toString()
  return BASE + path + (text ? `?${text}` : '')
}

/** Link to a list as a file: the same filters and sort, all pages. */
export const exportAddress = (path: string, query: Query, format: 'csv' | 'xlsx'): string =>
  address(path, { ...query, cursor: undefined, limit: undefined, format })

function bodyOf(body: unknown, headers: Headers): BodyInit | null {
  if (body === undefined) return null
  if (body instanceof FormData || body instanceof Blob) return body
  headers.set('Content-Type', 'application/json')
  return JSON.stringify(body)
}

async function dataOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}
