// What the audit trail keeps of a correction (`own_till: true → false; personal: phone`), in the reader's words.
import { i18n } from '@shared/i18n'
import { moneyText } from '@shared/lib/money'
import { prefs } from '@shared/lib/prefs'
import { weightText } from '@shared/lib/quantity'

/** Where the words of a field's values stand, by the slices that have such a field. */
const VALUES: Record<string, string[]> = {
  kind: ['outlets.kinds', 'vouchers.unit_kinds', 'catalogue.producer.kinds', 'places.kinds'],
  level: ['places.levels'],
  state: ['outlets.states'],
  status: ['identity.status'],
  legal_class: ['catalogue.product.classes'],
  farm_group: ['catalogue.product.groups'],
  document_kind: ['catalogue.producer.documents'],
  document_verdict: ['catalogue.producer.verdicts'],
}

const said = (key: string, or: string): string => (i18n.global.te(key) ? i18n.global.t(key) : or)
/** `contact.phone` is called what `phone` is. */
const leaf = (field: string): string => field.split('.').at(-1) ?? field
const fieldText = (field: string): string => said(`identity.detail.field.${leaf(field)}`, field)

function numberText(name: string, value: number): string {
  if (name.endsWith('_fen')) return moneyText(value)
  return name.endsWith('_g') ? `${weightText(value, prefs.unit)} ${i18n.global.t(`kit.${prefs.unit}`)}` : String(value)
}

function valueText(field: string, value: string): string {
  const name = leaf(field)
  if (value === 'true' || value === 'false') return i18n.global.t(`identity.detail.${value === 'true' ? 'yes' : 'no'}`)
  if (value.startsWith('9999-12-31')) return '–'
  if (/^-?\d+$/.test(value)) return numberText(name, Number(value))
  const key = (VALUES[name] ?? []).find((list) => i18n.global.te(`${list}.${value}`))
  return key ? i18n.global.t(`${key}.${value}`) : value
}

function part(text: string): string {
  const { t } = i18n.global
  const more = /^… \+(\d+)$/.exec(text)
  if (more) return t('identity.detail.more', { count: more[1] ?? '' })
  const [, field = '', rest] = /^([a-z_.]+)(?:: (.*))?$/s.exec(text) ?? []
  if (field === '') return text
  if (field === 'personal' && rest !== undefined) return t('identity.detail.personal', { what: rest.split(', ').map(fieldText).join(t('kit.list_join')) })
  if (rest === undefined) return fieldText(field)
  const values = rest.split(' → ').map((value) => valueText(field, value))
  return t('identity.detail.one', { label: fieldText(field), value: values.join(' → ') })
}

export function detailText(detail: string): string {
  const { t } = i18n.global
  const closed = /^closed_to=(.+)$/.exec(detail)
  if (closed) return t('identity.detail.closed_to', { day: closed[1] ?? '' })
  return detail.split('; ').map(part).join(t('identity.detail.join'))
}
