// Searches and small readings that several pages of the catalogue use.
import { call, get, type Page } from '@shared/api/api'
import { asProblem, Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import type { Field, Option } from '@shared/kit/form'
import { prefs } from '@shared/lib/prefs'
import type { ComposerTranslation } from 'vue-i18n'

export const isOpenEnd = (day: string): boolean => day.startsWith('9999')
/** `9999-…` in the reader's words. */
export const endText = (t: ComposerTranslation, day: string): string => (isOpenEnd(day) ? t('catalogue.open_end') : day)

export async function findDivisions(text: string): Promise<Option[]> {
  const page = await get<Page<Api['DivisionListed']>>('/divisions', { q: text, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name, note: one.parent_name }))
}

/** Villages, and townships that may have none (场): where people are at home. The server knows which have none. */
export async function findHomes(text: string): Promise<Option[]> {
  const page = await get<Page<Api['DivisionListed']>>('/divisions', { q: text, limit: 20, level: 'village' })
  const farms = await get<Page<Api['DivisionListed']>>('/divisions', { q: text, limit: 20, level: 'township' })
  const homes = [...page.items, ...farms.items.filter((one) => one.kind === 'farm')]
  return homes.map((one) => ({ value: one.id, word: one.name, note: one.parent_name }))
}

export async function findProducers(text: string): Promise<Option[]> {
  const page = await get<Page<Api['ProducerRow']>>('/producers', { q: text, limit: 20 })
  return page.items.map((one) => ({ value: one.id, word: one.name }))
}

/** Several words in a row, as the reader's language parts them. */
export const listed = (words: readonly string[]): string => words.filter(Boolean).join(prefs.lang === 'en' ? ', ' : '、')

/** Fields of a person, under a key such as `head` or `person`. */
export function personFields(t: ComposerTranslation, key: string, required = true): Field[] {
  const field = (part: string, more: Partial<Field> = {}): Field =>
    ({ key: `${key}.${part}`, label: t(`catalogue.person.${part}`), kind: 'text', max: 100, personal: true, ...more })
  return [field('name', { required }), field('phone'), field('id_number', { help: t('catalogue.person.id_hint') }), field('address')]
}

export const importFields = (t: ComposerTranslation): Field[] =>
  [{ key: 'file', label: t('catalogue.import_file'), kind: 'file', required: true, accept: '.xlsx,.xls,.csv', maxBytes: 20_000_000 }]

/** Sends a table to an import route; answers with how many rows went in. A refusal names sheet, row and column. */
export async function sendFile(t: ComposerTranslation, path: string, body: Record<string, unknown>, key: string): Promise<Api['Imported']> {
  const form = new FormData()
  form.append('file', body.file as File)
  try {
    return (await call<Api['Imported']>('POST', path, { body: form, key })).data
  } catch (caught) {
    throw placed(t, asProblem(caught))
  }
}

/** The same problem, each message with its place in the file: the server says `sheet!row column`. */
export function placed(t: ComposerTranslation, problem: Problem): Problem {
  const errors = problem.errors.map((error) => {
    const found = /^(.*)!(\d+)(?: (.*))?$/.exec(error.field)
    const place = found ? t('catalogue.import_place', { sheet: found[1] ?? '', row: found[2] ?? '', column: found[3] ?? '' }).trim() : ''
    return place ? { ...error, message: `${place} · ${error.message}` } : error
  })
  return new Problem({ type: problem.type, title: problem.title, status: problem.status, code: problem.code, detail: problem.detail, trace: problem.trace, errors })
}
