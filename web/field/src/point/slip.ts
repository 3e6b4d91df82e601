// An intake slip as it is filled in, and as it goes to the server; words for what is missing.
import { parseYuan, yuanPlain } from '@shared/lib/money'
import { prefs } from '@shared/lib/prefs'
import { GRAMS, weightPlain, type WeightUnit } from '@shared/lib/quantity'
import { decimal, trimmed } from '@shared/lib/digits'
import type { Api } from '@shared/api/types'
import type { Faults } from '../lib/form'
import { w } from '../words'
import { comesTo, grams, ppm, weigh, type Deduction, type Weighed } from './weigh'

export type Intake = Api['IntakeSlip']
export interface Written { name: string; address: string; contact: string; farmer: boolean }

export interface SlipForm {
  person: { kind: string; id: number } | null
  written: Written | null
  product: number
  unit: WeightUnit
  gross: string
  tare: string
  off: 'none' | 'share' | 'weight'
  off_how: string
  grade: string
  /** Yuan for one of `unit`. */
  price: string
  paid: 'on_account' | 'cash'
  certificate: string
  /** The report of unsalable produce that it belongs to; 0 for none. */
  unsalable: number
}

export const empty = (): SlipForm => ({
  person: null, written: null, product: 0, unit: prefs.unit, gross: '', tare: '', off: 'none', off_how: '', grade: '', price: '', paid: 'on_account', certificate: '', unsalable: 0,
})

/** What stays for the next household: unit, baskets, what is taken off, how it is paid. */
export const forNext = (form: SlipForm): Partial<SlipForm> => ({ product: form.product, unit: form.unit, tare: form.tare, off: form.off, off_how: form.off_how, paid: form.paid })

export function deduction(form: SlipForm): Deduction | undefined {
  if (form.off === 'none') return null
  const value = form.off === 'share' ? ppm(form.off_how) : grams(form.off_how, form.unit)
  if (value === null) return undefined
  return form.off === 'share' ? { ppm: value } : { g: value }
}

/** What it weighs as far as it is filled in. */
export function weighed(form: SlipForm): Weighed | null {
  const [gross, tare, off] = [grams(form.gross, form.unit), grams(form.tare, form.unit, 0), deduction(form)]
  return gross === null || tare === null || off === undefined ? null : weigh(gross, tare, off)
}

export const price = (form: SlipForm): Api['UnitPrice'] | null => {
  const fen = parseYuan(form.price)
  return fen !== null && fen > 0 ? { fen, per: GRAMS[form.unit] } : null
}

/** Fen a kg of a price; null where it is for pieces, or for a weight that does not go into a kg. */
export const perKgOf = (asked: Api['UnitPrice'] | null): number | null => (asked && asked.per > 1 && GRAMS.kg % asked.per === 0 ? asked.fen * (GRAMS.kg / asked.per) : null)

export function amount(form: SlipForm): number | null {
  const [net, asked] = [weighed(form), price(form)]
  return net && asked ? comesTo(net.net_g, asked.fen, asked.per) : null
}

type Fault = 'person' | 'name' | 'address' | 'contact' | 'product' | 'gross' | 'tare' | 'off' | 'price' | 'certificate' | 'unsalable'

/** The slip, or what is missing. `due`: this seller must bring a certificate for this product; `room`: what is left of the
 * report that it belongs to, as far as that is known. */
export function read(form: SlipForm, due: boolean, room: number | null = null): { slip: Intake } | { faults: Faults<Fault> } {
  const [gross_g, tare_g, off, asked] = [grams(form.gross, form.unit), grams(form.tare, form.unit, 0), deduction(form), price(form)]
  const faults: Faults<Fault> = {
    ...whoFaults(form),
    ...(form.product ? {} : { product: w.point.need_product }),
    ...(gross_g ? {} : { gross: w.point.need_weight }),
    ...(tare_g === null ? { tare: w.point.need_weight } : {}),
    ...(off === undefined ? { off: form.off === 'share' ? w.point.need_share : w.point.need_weight } : {}),
    ...(asked ? {} : { price: w.form.need_price }),
    ...(due && !form.certificate.trim() ? { certificate: w.point.need_certificate } : {}),
  }
  if (gross_g && tare_g !== null && off !== undefined && !weigh(gross_g, tare_g, off)) faults.gross = w.point.nothing_left
  const net = weighed(form)
  if (form.unsalable && room !== null && net && net.net_g > room) faults.unsalable = w.point.tie_more
  if (Object.keys(faults).length > 0 || !gross_g || tare_g === null || off === undefined || !asked) return { faults }
  return {
    slip: {
      seller: seller(form), product: form.product, gross_g, tare_g, deduction: off, grade: form.grade.trim(), price: asked, paid: form.paid,
      papers: { certificate: form.certificate.trim(), ...(form.unsalable ? { unsalable: form.unsalable } : {}) },
    },
  }
}

function whoFaults(form: SlipForm): Faults<Fault> {
  if (form.person) return {}
  if (!form.written) return { person: w.point.need_person }
  const { name, address, contact } = form.written
  return {
    ...(name.trim() ? {} : { name: w.point.need_name }), ...(address.trim() ? {} : { address: w.point.need_address }),
    ...(contact.trim() ? {} : { contact: w.point.need_contact }),
  }
}

function seller(form: SlipForm): Api['SlipSeller'] {
  if (form.person) return { [form.person.kind]: form.person.id } as unknown as Api['SlipSeller']
  const { name, address, contact, farmer } = form.written ?? { name: '', address: '', contact: '', farmer: true }
  return { named: { name: name.trim(), address: address.trim(), contact: contact.trim(), farmer } }
}

/** A slip that was refused, as the form shows it for mending. */
export function taken(slip: Intake): SlipForm {
  const unit: WeightUnit = slip.price.per === GRAMS.jin ? 'jin' : 'kg'
  const [kind, id] = Object.entries(slip.seller)[0] ?? ['', 0]
  const off = slip.deduction ?? null
  return {
    person: 'named' in slip.seller ? null : { kind, id: Number(id) },
    written: 'named' in slip.seller ? { address: '', contact: '', ...slip.seller.named, farmer: slip.seller.named.farmer ?? false } : null,
    product: slip.product, unit, gross: weightPlain(slip.gross_g, unit), tare: slip.tare_g ? weightPlain(slip.tare_g, unit) : '',
    off: off === null ? 'none' : 'ppm' in off ? 'share' : 'weight',
    off_how: off === null ? '' : 'ppm' in off ? trimmed(decimal(off.ppm, 4)) : weightPlain(off.g, unit),
    grade: slip.grade ?? '', price: yuanPlain(slip.price.fen), paid: slip.paid ?? 'on_account', certificate: slip.papers?.certificate ?? '', unsalable: slip.papers?.unsalable ?? 0,
  }
}
