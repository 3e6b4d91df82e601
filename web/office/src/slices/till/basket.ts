// The basket of one sale at the till. Pure: every change gives a new basket. Amounts are whole fen, quantities
// whole grams or pieces; an amount is unit price × quantity, half up, as the books compute it. What a voucher may
// pay and whether a product is listed is decided by the server; the basket only proposes.
import { mulDivRound, sum } from '@shared/lib/digits'
import { lineAmount } from '@shared/lib/quantity'

export interface TillProduct {
  id: number
  name: string
  /** Initials of the name in pinyin, lower case: 黄桃 → `ht`. */
  initials: string
  gtins: readonly string[]
  /** Number of the article on this shop's label scale. */
  scale_item: string | null
  /** Price in fen for `per` grams (500, 1000) or, sold by the piece, for one piece. */
  price_fen: number
  measure: 'weight' | 'pieces'
  /** Grams (weight) or pieces that the price is for. */
  per: number
  /** What a piece is called: 袋, 盒. */
  piece_word?: string
  /** Listed in the catalogue today. */
  listed: boolean
  /** What is in stock, in grams or pieces; missing where it is not known. */
  on_hand?: number
}

export interface Line {
  id: number
  product: TillProduct
  /** Grams or pieces. */
  quantity: number
  price_fen: number
  /** Taken off this line, in fen. */
  discount_fen: number
  lot: number | null
}

export interface Basket {
  lines: readonly Line[]
  /** Taken off the whole basket, rounding down of small change (抹零) included. */
  discount_fen: number
  nextId: number
}

export const emptyBasket: Basket = { lines: [], discount_fen: 0, nextId: 1 }

/** Largest quantity of a line: 10 t or 10,000 pieces; more is a typing mistake. */
export const MAX_GRAMS = 10_000_000
export const MAX_PIECES = 10_000

/** Price × quantity before discounts; null when it leaves the safe range. */
export const grossOf = (line: Line): number | null => lineAmount(line.price_fen, line.quantity, line.product.per)

/** What the line costs. */
export const amountOf = (line: Line): number => Math.max(0, (grossOf(line) ?? 0) - line.discount_fen)

export const totalOf = (basket: Basket): number =>
  Math.max(0, (sum(basket.lines.map(amountOf)) ?? 0) - basket.discount_fen)

/**
 * What vouchers may pay at most: the listed lines, less their share of the basket's discount. The discount is
 * spread as the books do it, by largest remainder, so that the server agrees to the fen.
 */
export function voucherCeiling(basket: Basket): number {
  const amounts = basket.lines.map(amountOf)
  const shares = apportion(basket.discount_fen, amounts)
  const listed = basket.lines.map((line, at) => (line.product.listed ? (amounts[at] ?? 0) - (shares[at] ?? 0) : 0))
  return Math.max(0, Math.min(sum(listed) ?? 0, totalOf(basket)))
}

/** `amount` in proportion to `weights`; of what is left over a fen each to the largest remainders, of equal ones to the first. */
export function apportion(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => 0)
  const exact = weights.map((weight) => BigInt(weight) * BigInt(amount))
  const parts = exact.map((share) => Number(share / whole))
  const left = amount - parts.reduce((all, part) => all + part, 0)
  const order = exact.map((share, at) => ({ rest: share % whole, at })).sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1))
  for (const { at } of order.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

/** A quantity this product can have on one line. */
export const quantityFits = (product: TillProduct, quantity: number): boolean =>
  Number.isSafeInteger(quantity) && quantity > 0 && quantity <= (product.measure === 'weight' ? MAX_GRAMS : MAX_PIECES)

/** Adds a product. The same packed product again counts up its line; weighed goods always get a line of their own. */
export function add(basket: Basket, product: TillProduct, quantity: number, discount_fen = 0): Basket {
  if (!quantityFits(product, quantity)) return basket
  const same = product.measure === 'pieces' && discount_fen === 0
    ? basket.lines.find((line) => line.product.id === product.id && line.discount_fen === 0 && line.price_fen === product.price_fen)
    : undefined
  if (same) return setQuantity(basket, same.id, same.quantity + quantity)
  const line: Line = { id: basket.nextId, product, quantity, price_fen: product.price_fen, discount_fen, lot: null }
  return { ...basket, lines: [...basket.lines, line], nextId: basket.nextId + 1 }
}

/**
 * Adds what a label says it costs. The weight is worked back from the price, rounded up to a gram, and what
 * price × weight then exceeds the label by is this line's discount: the customer pays what the label says.
 */
export function addLabelled(basket: Basket, product: TillProduct, amount_fen: number, weight_g?: number): Basket {
  if (product.price_fen <= 0 || amount_fen <= 0) return basket
  const back = (BigInt(amount_fen) * BigInt(product.per) + BigInt(product.price_fen) - 1n) / BigInt(product.price_fen)
  const grams = weight_g ?? Number(back)
  const gross = lineAmount(product.price_fen, grams, product.per)
  if (gross === null) return basket
  // A label whose weight gives less than its amount was printed at another price: the weight is kept, our price holds.
  return add(basket, product, grams, Math.max(0, gross - amount_fen))
}

export function setQuantity(basket: Basket, id: number, quantity: number): Basket {
  return change(basket, id, (line) => (quantityFits(line.product, quantity) ? { ...line, quantity } : line))
}

export function setLot(basket: Basket, id: number, lot: number | null): Basket {
  return change(basket, id, (line) => ({ ...line, lot }))
}

/** Takes `discount_fen` off a line, never more than it costs. */
export function setLineDiscount(basket: Basket, id: number, discount_fen: number): Basket {
  return change(basket, id, (line) => ({ ...line, discount_fen: within(discount_fen, grossOf(line) ?? 0) }))
}

/** Takes `discount_fen` off the basket, never more than it costs. */
export function setDiscount(basket: Basket, discount_fen: number): Basket {
  return { ...basket, discount_fen: within(discount_fen, sum(basket.lines.map(amountOf)) ?? 0) }
}

/** Rounds the total down to a multiple of `unit_fen` (抹零): 10 for jiao, 100 for yuan. */
export function roundDown(basket: Basket, unit_fen: number): Basket {
  return setDiscount(basket, basket.discount_fen + (totalOf(basket) % unit_fen))
}

export function remove(basket: Basket, id: number): Basket {
  const lines = basket.lines.filter((line) => line.id !== id)
  return setDiscount({ ...basket, lines }, lines.length === 0 ? 0 : basket.discount_fen)
}

/** Price of one 斤 or one kg, for showing beside the other. */
export const priceFor = (product: TillProduct, grams: number): number | null =>
  product.measure === 'weight' ? mulDivRound(product.price_fen, grams, product.per) : null

const within = (value: number, ceiling: number): number => Math.max(0, Math.min(value, ceiling))

function change(basket: Basket, id: number, to: (line: Line) => Line): Basket {
  return { ...basket, lines: basket.lines.map((line) => (line.id === id ? to(line) : line)) }
}
