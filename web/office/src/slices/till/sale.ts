// A basket as the books take it, and what the books answer. Pure.
import type { Api } from '@shared/api/types'
import type { Line, TillProduct } from './basket'
import type { ScaleFormat } from './codes'
import type { Sale } from './useTill'

export type TillView = Api['TillView']

/** The last sale of this till on this machine, for its receipt. */
export interface LastSale { seq: number; receipt_no: string; total_fen: number; change_fen: number | null; handed_fen?: number | null }

/** The server's products as the basket knows them. */
export const tillProducts = (view: TillView): TillProduct[] =>
  view.products.map((product) => ({ ...product, scale_item: product.scale_item ?? null, measure: product.measure === 'weight' ? 'weight' : 'pieces' }))

const VALUES: readonly ScaleFormat['value'][] = ['weight_g', 'amount_fen', 'amount_and_weight']

/** Label layouts that this till can read. */
export const scaleFormats = (view: TillView): ScaleFormat[] =>
  view.scale_formats.flatMap((format) => {
    const value = VALUES.find((one) => one === format.value)
    return value ? [{ ...format, value }] : []
  })

export const quantityOfLine = (line: Line): Api['Quantity'] =>
  line.product.measure === 'weight' ? { g: line.quantity } : { pieces: line.quantity }

/** Body of `POST /outlets/{outlet}/sales`. All that is taken off the basket at this till is 抹零. */
export function saleBody(sale: Sale) {
  return {
    lines: sale.basket.lines.map((line) => ({
      product: line.product.id,
      quantity: quantityOfLine(line),
      price: { fen: line.price_fen, per: line.product.per },
      discount_fen: line.discount_fen,
      lot: line.lot,
    })),
    rounding_fen: sale.basket.discount_fen,
    ...(sale.till_receipt && { till_receipt: sale.till_receipt }),
    ...(sale.live !== null && { channel: 'live' as const, session: sale.live }),
    payments: sale.payments.map(({ means, amount_fen, account, voucher }) =>
      means === 'voucher' ? { means, amount_fen, voucher, ...(account !== undefined && { account }) } : { means, amount_fen }),
  }
}
