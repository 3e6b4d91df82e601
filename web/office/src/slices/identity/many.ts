// Reads a pasted list of people: name, login name, phone, role and where, parted by tabs, commas or spaces. Pure but
// for `findPlaces`, which asks the server for the places named in it.
import type { ScopeKind } from './roles'

export type Complaint = 'no_name' | 'no_login' | 'bad_login' | 'twice' | 'no_role' | 'no_place' | 'which_place' | 'whole_county'
export interface Line { row: number; name: string; login: string; phone: string; role: string; /** The post as it was pasted. */ roleWord: string; place: string; problem: Complaint | null }
type PlaceKind = Exclude<ScopeKind, 'county'>
/** A place that the server found for a text. */
export interface Found { value: string | number; word: string; note?: string }

/** As the server asks it. */
const LOGIN = /^[a-z0-9._-]{3,40}$/
const HEADS: ReadonlySet<string> = new Set(['姓名', 'name'])

/** `roleOf` knows a role by its word in either language, or by its own. */
export function readPeople(pasted: string, roleOf: (word: string) => string | null = () => null): Line[] {
  const seen = new Set<string>()
  const rows = pasted.split(/\r?\n/).map((text, index) => ({ parts: partsOf(text.trim()), row: index + 1 }))
  return rows.filter(({ parts }) => parts.some(Boolean) && !HEADS.has((parts[0] ?? '').toLowerCase())).map(({ parts, row }) => {
    const [name = '', login = '', phone = '', roleWord = '', place = ''] = parts
    const role = roleWord ? roleOf(roleWord) : ''
    const line: Line = { row, name, login: login.toLowerCase(), phone, role: role ?? '', roleWord, place, problem: null }
    if (!name) line.problem = 'no_name'
    else if (!login) line.problem = 'no_login'
    else if (!LOGIN.test(line.login)) line.problem = 'bad_login'
    else if (seen.has(line.login)) line.problem = 'twice'
    else if (role === null) line.problem = 'no_role'
    seen.add(line.login)
    return line
  })
}

/**
 * The role that a word means: its own word or one of its names, whole or without what stands in brackets; else the only
 * one whose name is a part of the word (乡镇监督员).
 */
export function roleMeant(word: string, names: Readonly<Record<string, readonly string[]>>): string | null {
  const called = Object.entries(names).map(([role, words]) => ({ role, words: words.flatMap((one) => [one, ...one.split(/[（）]/)]).filter(Boolean) }))
  const exact = called.find(({ role, words }) => role === word || words.includes(word))
  if (exact) return exact.role
  const parts = called.filter(({ words }) => words.some((one) => word.includes(one)))
  return parts.length === 1 ? parts[0]?.role ?? null : null
}

/** A tab is surer than a comma, a comma surer than a space: a name may hold spaces. */
function partsOf(text: string): string[] {
  const by = text.includes('\t') ? '\t' : /[,，]/.test(text) ? /[,，]/ : /\s+/
  return text.split(by).map((part) => part.trim())
}

/** A place's name without what kind of place it is. */
const bare = (name: string): string => name.replace(/(街道|镇|乡|社区|村)$/, '')

/** The one of those found that was meant: by its whole name, else by that without its kind (灵官殿 for 灵官殿镇), after its township's where that is given (`灵官殿镇/光明村`). */
export function placeMeant(text: string, found: readonly Found[]): number | 'no_place' | 'which_place' {
  const [own = '', parent = ''] = text.split(/[/／]/).map((part) => part.trim()).reverse()
  const here = found.filter((one) => parent === '' || one.note === parent || bare(one.note ?? '') === parent)
  const whole = here.filter((one) => one.word === own)
  const fits = whole.length > 0 ? whole : here.filter((one) => bare(one.word) === own)
  const [only] = fits
  return only === undefined ? 'no_place' : fits.length > 1 ? 'which_place' : Number(only.value)
}

export const searchText = (text: string): string => text.split(/[/／]/).pop()?.trim() ?? ''

/** Ids of the places that lines name, by `kind text`; each is asked for once. */
export async function findPlaces(
  lines: readonly Line[], kindOf: (role: string) => ScopeKind | undefined, find: (kind: PlaceKind, text: string) => Promise<readonly Found[]>,
): Promise<Map<string, ReturnType<typeof placeMeant>>> {
  const meant = new Map<string, ReturnType<typeof placeMeant>>()
  for (const { role, place } of lines) {
    const kind = kindOf(role)
    if (!kind || kind === 'county') continue
    const key = placeKey(kind, place)
    if (!meant.has(key)) meant.set(key, place ? placeMeant(place, await find(kind, searchText(place))) : 'no_place')
  }
  return meant
}

export const placeKey = (kind: string, place: string): string => `${kind} ${place}`
