// Names for what the API takes and gives, from the generated file: `Api['OutletRow']`.
// `schema.d.ts` is made from the committed OpenAPI document by `npm run types`; nobody edits it.
import type { components } from './schema'

export type Api = components['schemas']
