// Made-up rows and fields for the gallery.
import { Problem } from '@shared/api/problem'
import type { Explanation } from '@shared/kit/explain'
import type { Field } from '@shared/kit/form'
import type { Column, Filter } from '@shared/kit/table'

export interface Sale { id: number; outlet: string; day: string; product: string; quantity_g: number; amount_fen: number; share_ppm: number; state: string; made_at: string; holder: string }

export const columns: Column<Sale>[] = [
  { key: 'outlet', title: '门店', kind: 'link', to: () => '/', sort: true, width: 160 },
  { key: 'day', title: '日期', kind: 'date', sort: true },
  { key: 'product', title: '产品', kind: 'text', width: 160 },
  { key: 'quantity_g', title: '数量', kind: 'quantity', sort: true },
  { key: 'amount_fen', title: '金额（元）', kind: 'money', sort: true, opens: () => {} },
  { key: 'share_ppm', title: '本地占比', kind: 'share' },
  { key: 'state', title: '状态', kind: 'status', status: (value) => (value === 'booked' ? { word: '已记账', tone: 'good' } : { word: '待核对', tone: 'look' }) },
  { key: 'holder', title: '持券人', kind: 'mask' },
  { key: 'made_at', title: '记录时间', kind: 'instant', extra: true },
]

export const filters: Filter[] = [
  { key: 'period', name: '时间', any: '全年', options: [{ value: 'month', word: '本月' }, { value: 'week', word: '本周' }] },
  { key: 'division', name: '乡镇', any: '各乡镇', options: [{ value: '1', word: '两市塘' }, { value: '2', word: '大禾塘' }] },
  { key: 'state', name: '状态', any: '全部状态', options: [{ value: 'open', word: '待核对' }] },
]

export const fields: Field[] = [
  { key: 'name', label: '名称', kind: 'text', required: true, max: 40 },
  { key: 'price_fen', label: '单价', kind: 'money', required: true },
  { key: 'quantity_g', label: '数量', kind: 'quantity', help: '按合同约定的重量' },
  { key: 'made_on', label: '日期', kind: 'date' },
  { key: 'kind', label: '类型', kind: 'select', options: [{ value: 'shop', word: '授权店' }, { value: 'pavilion', word: '生活馆' }] },
  { key: 'producer', label: '供货主体', kind: 'search', search: async (text) => [{ value: text, word: `${text}合作社`, note: '大禾塘' }] },
  { key: 'scan', label: '扫描件', kind: 'file', accept: '.pdf', maxBytes: 10 * 1024 * 1024 },
  { key: 'note', label: '备注', kind: 'textarea', max: 200 },
]

export const explanation: Explanation = {
  title: '助销滞销产品奖励',
  result: '奖 ¥2,000.00',
  basis: { document: '示例办法', clause: '第 8 条', wording: '年度销售达 10 万元的，奖励 1000 元；每增加 5 万元，增加 1000 元，最高 1 万元。', reading: '每增加 5 万元指每满 5 万元' },
  formula: '¥1,000.00 + ⌊(¥168,000.00 − ¥100,000.00) ÷ ¥50,000.00⌋ × ¥1,000.00 = ¥2,000.00',
  parts: [{ title: '助销销售额', result: '¥168,000.00', measures: [{ name: '本店账上', value: { fen: 16800000 }, lines: '/' }, { name: '重量', value: { grams: 4200000 } }, { name: '本地占比', value: { ppm: 812345 } }] }],
}

export const refuse = async (): Promise<never> => {
  throw new Problem({ type: 'about:blank', title: '不能保存', status: 422, code: 'entry.invalid', errors: [{ field: '/price_fen', code: 'range', message: '单价要大于 0' }] })
}
