// What the books take and give, named once for the pages of till and ledger.
import type { Api } from '@shared/api/types'

export type EntryView = Api['EntryView']
export type EntryRow = Api['EntryRowView']
export type LineView = Api['LineView']
export type ReturnView = Api['ReturnView']
export type StockRow = Api['StockRow']
export type LotRow = Api['LotRow']
export type BookView = Api['BookView']
export type ImportRow = Api['ImportRow']
export type Preview = Api['Preview']
export type Quantity = Api['Quantity']
