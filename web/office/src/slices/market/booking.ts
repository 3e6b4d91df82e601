// How a delivery comes into a book: as a purchase, or by a line that is there. Pure, but for asking what lines there are.
import { get } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { moneyText } from '@shared/lib/money'
import type { ContractDetail, Delivery } from './contract'
import { gramsText } from './market'

const TONES: Readonly<Record<string, Tone>> = { made: 'good', tied: 'good', waiting: 'look', outside: 'off', undone: 'off' }
const PAYS = ['on_account', 'cash', 'bank'] as const
const say = (key: string, words: Record<string, unknown> = {}): string => i18n.global.t(`market.contract.delivery.${key}`, words)

export const bookingTag = ({ booking, book_entry: entry }: Delivery): { word: string; tone: Tone } =>
  ({ word: say(`bookings.${booking}`, { entry: entry ?? '' }), tone: TONES[booking] ?? 'info' })

/** The lines that a delivery may be tied to, nearest first. */
export async function linesFor(contract: number, day: string, grams: number): Promise<Option[]> {
  const { lines } = await get<Api['DeliveryLines']>(`/contracts/${contract}/lines`, { day, grams })
  return lines.map(({ entry, line, kind, day: on, product_name: product, grams: weight, amount_fen: fen }) => ({
    value: `${entry}/${line}`, word: say('line_word', { entry, line, kind: say(`line_kinds.${kind}`), product }), note: say('line_note', { day: on, weight: gramsText(weight), amount: moneyText(fen) }),
  }))
}

/** What a purchase asks; the names are those of the request below `at`. */
export function purchaseFields(contract: ContractDetail, at: string, when?: (values: Values) => boolean): Field[] {
  const products = contract.products.map(({ id, name }) => ({ value: id, word: name }))
  const fields: Field[] = [
    { key: `${at}product`, label: say('product'), kind: 'select', required: true, options: products, ...(products.length === 0 && { help: say('product_none') }) },
    { key: 'pay', label: say('pay'), kind: 'select', required: true, options: PAYS.map((value) => ({ value, word: say(`pays.${value}`) })) },
    { key: `${at}papers.certificate`, label: say('certificate'), kind: 'text', max: 60, help: say('certificate_help') },
    { key: `${at}another`, label: say('another'), kind: 'switch', help: say('another_help') },
  ]
  return when ? fields.map((field) => ({ ...field, when })) : fields
}

export const purchaseStart = (contract: ContractDetail, at: string): Values =>
  ({ pay: 'on_account', ...(contract.products[0] && { [`${at}product`]: contract.products[0].id }) })

/** The request of a purchase that costs so much. */
export const purchaseBody = (purchase: unknown, pay: unknown, fen: number | null): Record<string, unknown> =>
  ({ purchase: { ...(purchase as Record<string, unknown>), payments: pay === 'on_account' || fen === null ? [] : [{ means: pay, amount_fen: fen }] } })

export function lineBody(chosen: unknown): Record<string, unknown> {
  const [entry, line] = String(chosen).split('/').map(Number)
  return { line: { entry, line } }
}
