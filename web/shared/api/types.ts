// Names for what the API takes and gives, from the generated file: `Api['OutletRow']`.
// `schema.d.ts` is made from the committed OpenAPI document by `npm run types`; nobody edits it.
import type { components, paths } from './schema'

export type Api = components['schemas']

/** A row of the list at a path: for nouns that two slices both use, so that their generated names are numbered. */
export type RowOf<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': { items: (infer R)[] } } } } } } ? R : never
