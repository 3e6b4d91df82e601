// How a sale is paid: recorded, not processed. A voucher pays first and only what it may; the rest is one other
// means. Vouchers give no change; cash does.
import { sum } from '@shared/lib/digits'
import { totalOf, voucherCeiling, type Basket } from './basket'

export const MEANS = ['cash', 'wechat', 'alipay', 'bank', 'on_account'] as const
export type Means = (typeof MEANS)[number]

export interface VoucherShown {
  /** What was scanned or typed; the server redeems by it. */
  key: string
  /** The account that it opened, when the server was asked before the sale. */
  account?: number
  /** Name as the server masked it; empty when it was not asked. */
  holder: string
  /** What is left on it; null when only the sale will tell. */
  left_fen: number | null
  /** What is to be paid with it at most: all it may, unless the clerk typed less. */
  most_fen: number
}

export interface Payment { means: Means | 'voucher'; amount_fen: number; account?: number; voucher?: string }

/** Vouchers in the order they were shown, each up to what it may pay; the rest by `rest`. */
export function propose(basket: Basket, vouchers: readonly VoucherShown[], rest: Means): Payment[] {
  const payments: Payment[] = []
  let may = voucherCeiling(basket)
  let due = totalOf(basket)
  for (const voucher of vouchers) {
    const amount_fen = Math.min(voucher.most_fen, may, due)
    if (amount_fen <= 0) continue
    payments.push({ means: 'voucher', amount_fen, voucher: voucher.key, ...(voucher.account !== undefined && { account: voucher.account }) })
    may -= amount_fen
    due -= amount_fen
  }
  if (due > 0) payments.push({ means: rest, amount_fen: due })
  return payments
}

/** What is still to be paid; 0 when the payments fit, negative when they are too much. */
export const stillDue = (basket: Basket, payments: readonly Payment[]): number =>
  totalOf(basket) - (sum(payments.map((payment) => payment.amount_fen)) ?? 0)

/** Change for cash handed over; null when it is not enough. */
export function changeFor(payments: readonly Payment[], handed_fen: number): number | null {
  const cash = sum(payments.filter((payment) => payment.means === 'cash').map((payment) => payment.amount_fen)) ?? 0
  return handed_fen >= cash ? handed_fen - cash : null
}
