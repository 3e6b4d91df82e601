// A form as data: fields with kinds, checks that need no server, drafts. Values are what the API takes:
// money in fen, weights in grams, dates as `YYYY-MM-DD`, files as File.
import type { VNode } from 'vue'
import type { WeightUnit } from '../lib/quantity'

export type FieldKind =
  | 'text' | 'textarea' | 'money' | 'quantity' | 'pieces' | 'date' | 'select' | 'search' | 'many' | 'switch' | 'file' | 'password'

export interface Option { value: string | number; word: string; note?: string }
export type Value = string | number | boolean | File | readonly (string | number)[] | null
export type Values = Record<string, Value>

export interface Field {
  /** Dotted path of the field in the request body, as the server names it in errors. */
  key: string
  label: string
  kind: FieldKind
  required?: boolean
  help?: string
  /** kind select, and many where there are few enough to show them all. */
  options?: readonly Option[]
  /** kind search, many: finds options at the server. */
  search?: (text: string) => Promise<Option[]>
  /** kind search: what to show for the value a form starts with. */
  startWord?: string
  /** kind many: the options that the values a form starts with stand for. */
  startOptions?: readonly Option[]
  max?: number
  /** kind pieces: what is counted, where it is not pieces; empty for a bare number such as a year. */
  unit?: string
  /** kind quantity: shown in this unit, whatever the reader chose. */
  weightUnit?: WeightUnit
  accept?: string
  /** kind file: offers the camera where there is no mouse. */
  camera?: boolean
  /** kind file: largest size in bytes. */
  maxBytes?: number
  /** Only asked when true. */
  when?: (values: Values) => boolean
  /** Personal data: never kept in a draft on this machine. */
  personal?: boolean
  autocomplete?: string
  /** What stands below the input, by what is entered now. */
  beside?: (values: Values) => VNode | null
  /** Takes a whole row of the form. */
  wide?: boolean
}

export type FieldComplaint = 'required' | 'bad_money' | 'bad_weight' | 'bad_pieces' | 'too_long'

export const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Fields that are asked with these values. */
export const asked = (fields: readonly Field[], values: Values): Field[] =>
  fields.filter((field) => field.when?.(values) ?? true)

/** First complaint of each field; `unreadable` are the keys whose typed text could not be read. */
export function complaints(fields: readonly Field[], values: Values, unreadable: ReadonlySet<string>): Map<string, FieldComplaint> {
  const found = new Map<string, FieldComplaint>()
  for (const field of asked(fields, values)) {
    const complaint = complaintOf(field, values[field.key], unreadable.has(field.key))
    if (complaint) found.set(field.key, complaint)
  }
  return found
}

function complaintOf(field: Field, value: unknown, unreadable: boolean): FieldComplaint | null {
  if (unreadable) return field.kind === 'money' ? 'bad_money' : field.kind === 'quantity' ? 'bad_weight' : 'bad_pieces'
  if (field.required && isEmpty(value)) return 'required'
  if (field.max !== undefined && typeof value === 'string' && [...value].length > field.max) return 'too_long'
  return null
}

/** The request body: dotted keys become objects; fields that are empty or not asked are left out, so the server's own default holds. */
export function bodyOf(fields: readonly Field[], values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of asked(fields, values)) {
    const value = values[field.key]
    if (isEmpty(value)) continue
    put(body, field.key.split('.'), typeof value === 'string' && field.kind !== 'password' ? value.trim() : value)
  }
  return body
}

function put(target: Record<string, unknown>, path: string[], value: unknown): void {
  const [head, ...rest] = path
  if (head === undefined) return
  if (rest.length === 0) target[head] = value
  else put((target[head] ??= {}) as Record<string, unknown>, rest, value)
}

/** The newest values with what was changed from `began` on this page kept. */
export function merge(began: Values, values: Values, latest: Values): Values {
  const same = (one: Value | undefined, other: Value | undefined): boolean => one === other || (isEmpty(one) && isEmpty(other)) || (Array.isArray(one) && Array.isArray(other) && one.join() === other.join())
  const changed = Object.entries(values).filter(([key, value]) => !same(value, began[key]))
  return { ...latest, ...Object.fromEntries(changed) }
}

/** What of the values may stay on this machine as a draft. */
export function draftOf(fields: readonly Field[], values: Values): Values {
  const keep = fields.filter((field) => !field.personal && field.kind !== 'password' && field.kind !== 'file')
  return Object.fromEntries(keep.flatMap(({ key }) => (isEmpty(values[key]) ? [] : [[key, values[key] as Value]])))
}
