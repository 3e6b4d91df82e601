// The till of the post's own outlet: products, vouchers and sales at the server, the last sale on this machine.
import { computed, ref } from 'vue'
import { post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { useRecord } from '@shared/kit/useRecord'
import { keep, kept } from '@shared/lib/keep'
import { session } from '@/shell/session'
import { printPage } from './paper'
import { changeFor, type VoucherShown } from './payments'
import { saleBody, scaleFormats, tillProducts, type LastSale, type TillView } from './sale'
import type { Sale, SaleDone } from './useTill'

/** The outlet that the post stands at; null for a post of a wider scope. */
export const ownOutlet = (): number | null =>
  session.now?.post.scope_kind === 'outlet' ? session.now.post.scope_id : null

export function useOwnTill(outlet: number) {
  const base = `/outlets/${outlet}`
  const lastPlace = `till.last.${outlet}`
  const view = useRecord<TillView>(() => `${base}/till/products`)
  const streams = useRecord<Api['LiveSessionChoices']>(() => `${base}/live-sessions`)
  const last = ref(kept<LastSale>(lastPlace))
  const products = computed(() => (view.now ? tillProducts(view.now) : []))
  const formats = computed(() => (view.now ? scaleFormats(view.now) : []))

  /** What a voucher still pays; the sale asks again and takes it in one transaction. */
  async function findVoucher(code: string): Promise<VoucherShown> {
    const found = await post<Api['AccountAt']>(`${base}/voucher-quotes`, { key: code })
    return { key: code, account: found.account, holder: found.masked_name, left_fen: found.left_fen, most_fen: found.most_fen }
  }

  async function sell(sale: Sale): Promise<SaleDone> {
    const done = await post<Api['SaleView']>(`${base}/sales`, saleBody(sale), { key: sale.key })
    const change_fen = sale.handed_fen === null ? null : changeFor(sale.payments, sale.handed_fen)
    last.value = { seq: done.seq, receipt_no: done.receipt_no, total_fen: done.total_fen, change_fen, handed_fen: sale.handed_fen }
    keep(lastPlace, last.value)
    void view.reload()
    return { receipt_no: done.receipt_no }
  }

  const printLast = (): Promise<void> => (last.value ? printPage(`${base}/receipts/${last.value.seq}${last.value.handed_fen ? `?handed_fen=${last.value.handed_fen}` : ''}`) : Promise.resolve())
  return { base, view, streams, products, formats, last, findVoucher, sell, printLast }
}
