// State of one till: basket, entry, message, payment, sending. The sale's id and basket are kept on this machine
// until the server has answered, so that a cut line or a reload neither loses nor doubles a sale.
import { computed, reactive, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { newKey } from '@shared/api/send'
import { asProblem, type Problem } from '@shared/api/problem'
import { forget, keep, kept } from '@shared/lib/keep'
import { prefs } from '@shared/lib/prefs'
import { add, addLabelled, emptyBasket, remove, roundDown, setLot, setQuantity, totalOf, type Basket, type TillProduct } from './basket'
import type { Code, ScaleFormat, Scanned } from './codes'
import { byGtin, byScaleItem, find, quantityOf, readEntry } from './entry'
import { propose, type Means, type Payment, type VoucherShown } from './payments'

/** `till_receipt` is the number of the shop's own till, where it has one; empty elsewhere. `live` is the live stream that it was sold in. */
export interface Sale { key: string; basket: Basket; payments: Payment[]; handed_fen: number | null; till_receipt: string; live: number | null }
export interface SaleDone { receipt_no: string }

export interface TillSetting {
  /** Name of this till on this machine: the key of what is kept. */
  name: string
  products: () => readonly TillProduct[]
  formats: () => readonly ScaleFormat[]
  findVoucher: (code: string) => Promise<VoucherShown>
  sell: (sale: Sale) => Promise<SaleDone>
  /** The shop has a till of its own: a sale by voucher names that till's receipt. */
  ownTill: () => boolean
  /** The live stream that is being sold for; null at the counter. */
  live: () => number | null
}

interface Kept { key: string; basket: Basket; vouchers: VoucherShown[]; receipt?: string; sent: Sale | null }

export function useTill(setting: TillSetting) {
  const { t } = useI18n()
  const place = `till.${setting.name}`
  const old = kept<Kept>(place)
  const state = reactive({
    basket: old?.basket ?? emptyBasket,
    text: '',
    message: '',
    /** A weighed product waiting for its quantity. */
    asking: null as TillProduct | null,
    /** Products that a scanned code could be, until one is chosen. */
    among: null as { products: TillProduct[]; code: Code } | null,
    chosen: 0,
    line: null as number | null,
    paying: false,
    vouchers: old?.vouchers ?? ([] as VoucherShown[]),
    rest: 'cash' as Means,
    handed_fen: null as number | null,
    receipt: old?.receipt ?? '',
    busy: false,
    problem: null as Problem | null,
    /** The sale that was sent without an answer: sent again as it was, until the server has said what became of it. */
    sent: old?.sent ?? (null as Sale | null),
    done: null as (SaleDone & { sale: Sale }) | null,
  })
  const key = ref(old?.key ?? newKey())
  const remember = (): void => keep(place, { key: key.value, basket: state.basket, vouchers: state.vouchers, receipt: state.receipt, sent: state.sent })
  watch(() => state.basket, remember)

  const entry = computed(() => readEntry(state.text, setting.formats()))
  const hits = computed(() => state.among?.products ?? (entry.value.kind === 'search' && !state.asking ? find(setting.products(), entry.value.letters) : []))
  const uncertain = computed(() => state.sent !== null)
  const payments = computed(() => state.sent?.payments ?? propose(state.basket, state.vouchers, state.rest))
  const total = computed(() => totalOf(state.basket))
  const ownTill = computed(setting.ownTill)
  /** The receipt of the shop's own till is asked for and not there yet. */
  const lacksReceipt = computed(() => ownTill.value && state.receipt.trim() === '' && payments.value.some((payment) => payment.means === 'voucher'))
  watch(() => state.text, (text) => { Object.assign(state, { chosen: 0, message: '' }, text ? { among: null } : {}) })

  function put(basket: Basket): void {
    if (uncertain.value) return
    if (basket.lines.length > state.basket.lines.length) state.line = basket.lines[basket.lines.length - 1]?.id ?? null
    state.basket = basket
  }
  const lineNow = () => state.basket.lines.find((line) => line.id === state.line) ?? state.basket.lines[state.basket.lines.length - 1]

  /** Enter in the entry field. */
  function enter(): void {
    if (state.asking) return answer(state.asking)
    if (state.among) return take(state.among.products[state.chosen], state.among.code)
    const now = entry.value
    if (now.kind === 'empty') return
    if (now.kind === 'quantity') setLast(now.text)
    else if (now.kind === 'search') pick(hits.value[state.chosen], now.quantity)
    else scanned(now.scanned)
  }

  function pick(product: TillProduct | undefined, typed: string): void {
    if (state.among) return take(product, state.among.code)
    if (!product) return say(t('till.none_found', { letters: state.text }))
    if (product.price_fen <= 0) return say(t('till.no_price', { name: product.name }))
    const quantity = quantityOf(product, typed, prefs.unit)
    if (quantity !== null) return accept(add(state.basket, product, quantity), typed)
    if (typed !== '') return say(t('till.bad_quantity', { text: typed }))
    state.text = ''
    state.asking = product
  }

  function answer(product: TillProduct): void {
    const quantity = quantityOf(product, state.text, prefs.unit)
    if (quantity === null) return say(t('till.bad_quantity', { text: state.text }))
    state.asking = null
    accept(add(state.basket, product, quantity), state.text)
  }

  function setLast(typed: string): void {
    const line = lineNow()
    const quantity = line ? quantityOf(line.product, typed, prefs.unit) : null
    if (!line || quantity === null) return say(t('till.bad_quantity', { text: typed }))
    accept(setQuantity(state.basket, line.id, quantity), typed)
  }

  function scanned(code: Scanned): void {
    if (code.kind === 'bad_check') return say(t('till.bad_code', { code: code.code }))
    if (code.kind === 'unknown') return say(t('till.unknown_code', { code: code.code }))
    const found = code.kind === 'gtin' ? byGtin(setting.products(), code.gtin) : byScaleItem(setting.products(), code.item)
    if (found.length === 0) return say(t('till.unknown_code', { code: state.text }))
    if (found.length === 1) return take(found[0], code)
    // Guessing would sell one product as the other; the clerk has it in hand and knows.
    state.among = { products: found, code }
    say(t('till.which_one'))
  }

  /** Takes a product by what its code says. */
  function take(product: TillProduct | undefined, code: Code): void {
    state.among = null
    if (!product) return
    if (code.kind === 'gtin' || product.price_fen <= 0) return pick(product, '')
    if (code.amount_fen !== undefined) return accept(addLabelled(state.basket, product, code.amount_fen, code.weight_g), '')
    accept(add(state.basket, product, code.weight_g ?? 0), state.text)
  }

  /** Takes a changed basket; one that did not change means that the quantity was refused. */
  function accept(basket: Basket, typed: string): void {
    if (basket === state.basket) return say(t('till.bad_quantity', { text: typed }))
    put(basket)
    state.text = ''
  }
  /** Says what is wrong and empties the field, so that the next scan stands alone. */
  function say(message: string): void {
    state.text = ''
    setTimeout(() => { state.message = message })
  }

  async function takeVoucher(code: string): Promise<void> {
    state.problem = null
    try {
      const voucher = await setting.findVoucher(code)
      if (!state.vouchers.some((one) => one.key === voucher.key)) state.vouchers.push(voucher)
    } catch (caught) {
      state.problem = asProblem(caught)
    }
  }

  async function confirm(): Promise<void> {
    if (state.busy || total.value <= 0 || (lacksReceipt.value && !uncertain.value)) return
    state.busy = true
    state.problem = null
    const sale: Sale = state.sent ?? { key: key.value, basket: state.basket, payments: payments.value, handed_fen: state.handed_fen, till_receipt: ownTill.value ? state.receipt.trim() : '', live: setting.live() }
    try {
      const done = await setting.sell(sale)
      clear()
      state.done = { ...done, sale }
    } catch (caught) {
      state.problem = asProblem(caught)
      state.sent = state.problem.away ? sale : null
      remember()
    } finally {
      state.busy = false
    }
  }

  /** An empty basket with an id of its own. */
  function clear(): void {
    key.value = newKey()
    Object.assign(state, { basket: emptyBasket, text: '', asking: null, among: null, line: null, paying: false, vouchers: [], rest: 'cash', handed_fen: null, receipt: '', sent: null, done: null, problem: null })
    forget(place)
  }

  const pay = (): void => { if (state.basket.lines.length > 0) state.paying = true }
  const back = (): void => { if (!uncertain.value) Object.assign(state, { paying: false, problem: null }) }
  const removeLine = (): void => { const line = lineNow(); if (line) put(remove(state.basket, line.id)) }
  const chooseLot = (id: number, lot: number | null): void => put(setLot(state.basket, id, lot))
  const roundOff = (unit_fen: number): void => put(roundDown(state.basket, unit_fen))
  return { state, uncertain, ownTill, lacksReceipt, entry, hits, payments, total, enter, pick, takeVoucher, confirm, clear, pay, back, removeLine, roundOff, lineNow, chooseLot }
}
