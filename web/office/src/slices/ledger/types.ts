// What the books take and give, named once for the pages of till and ledger.
import type { paths } from '@shared/api/schema'
import type { Api } from '@shared/api/types'

type Lists = { [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: { 'application/json': { items: (infer R)[] } } } } } } ? R : never }

export type EntryView = Api['EntryView']
export type EntryRow = Lists['/api/v1/outlets/{outlet}/entries']
export type LineView = Api['LineView']
export type ReturnView = Api['ReturnView']
export type StockRow = Lists['/api/v1/outlets/{outlet}/stock']
export type LotRow = Lists['/api/v1/outlets/{outlet}/lots']
export type LotSource = Lists['/api/v1/outlets/{outlet}/lots/{lot}/sources']
export type TotalRow = Lists['/api/v1/outlets/{outlet}/totals']
export type ConsignmentRow = Lists['/api/v1/outlets/{outlet}/consignments']
export type ImportRow = Api['ImportRow']
export type Preview = Api['Preview']
