// Days without a network: what waits goes out as one file, signed with a key that this phone has had since it was bound and
// closed for the county alone, so that it may hold photos and slips with people on them. The keys are the browser's to
// use and nobody's to read. Somebody carries the file; the phone goes on trying as before, and learns by that which items
// have arrived.
import { reactive } from 'vue'
import { call, post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { read, remove, write } from '../store/db'
import { carriable, numberFor, type Carriable, type Entry, type PhotoEntry } from '../store/entries'
import { deviceName, outbox, photoFile, save } from '../store/outbox'
import { closed, joined, type CountyKey } from './closing'
import { bytesOf, hexOf } from './hex'

const FORM = 'supply-bundle/2'
const NAME = 'sign'
const MAC = { name: 'HMAC', hash: 'SHA-256' }
/** Photos of one file at most: with the rest it stays below what the county takes, and a chat carries it. */
export const PHOTO_BYTES = 10 << 20

/** `county` is missing where the key was fetched before files were closed. */
interface Kept { id: number; key: CryptoKey; county?: CountyKey }
type Whole = Required<Kept>

export const signing = reactive({ able: false })
/** Once for each start of the app: a sign-in by password has no key, and asking again would not give it one. */
let asked = false

const kept = async (): Promise<Whole | null> => {
  const found = await read<Kept>('keys', NAME)
  return found?.county ? { ...found, county: found.county } : null
}

export async function loadKey(): Promise<void> { signing.able = (await kept()) !== null }

/** Sees to it that this phone has its key and the county's, while there is a network. */
export async function fetchKey(): Promise<void> {
  if (asked || (await kept())) return
  const { key, county } = await post<Api['DeviceKeyView']>('/device-keys', {})
  asked = true
  if (!key) return
  const made = await crypto.subtle.importKey('raw', bytesOf(key.secret), MAC, false, ['sign'])
  await write('keys', NAME, { id: key.id, key: made, county })
  signing.able = true
}

/** A new sign-in has a key of its own; that of the last one is dead. */
export async function dropKey(): Promise<void> {
  await remove('keys', NAME)
  Object.assign(signing, { able: false })
  asked = false
}

/** Whose file it is: what the phone calls itself, and the posts that its items are handed in by. */
export interface From { device: string; made_at: string; report: number | null; point: number | null }
export interface Photo { entry: PhotoEntry; bytes: Uint8Array<ArrayBuffer> }

const textOf = (said: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(said) as Uint8Array<ArrayBuffer>

/** What a photo belongs to, by number where the phone knows it. */
function belongs(entry: PhotoEntry, entries: readonly Entry[]): Record<string, string | number> {
  const number = numberFor(entry, entries)
  if (number !== null) return entry.signed ? { payment_list: number } : { unsalable: number }
  return entry.signed ? { slip: entry.of } : { report: entry.of }
}

/** The text of a file. What is signed stands in it as a text, so that it stays byte for byte what was signed; it names the
 * photos by their digests and the county by its key. */
export async function bundleText({ id, key, county }: Whole, from: From, { reports, slips }: Pick<Carriable, 'reports' | 'slips'>, photos: readonly Photo[] = [], entries: readonly Entry[] = []): Promise<string> {
  const named = await Promise.all(photos.map(async ({ entry, bytes }) => ({
    id: entry.id, of: belongs(entry, entries), name: entry.name, note: entry.note, bytes: bytes.length, digest: hexOf(await crypto.subtle.digest('SHA-256', bytes)),
  })))
  const body = JSON.stringify({ ...from, to: county.id, reports: reports.map((one) => one.item), slips: slips.map((one) => one.item), photos: named })
  const mark = hexOf(await crypto.subtle.sign(MAC.name, key, textOf(body)))
  const head = textOf(JSON.stringify({ key: id, mark, body }))
  const length = new DataView(new ArrayBuffer(4))
  length.setUint32(0, head.length)
  const inside = joined([new Uint8Array(length.buffer), head, ...photos.map(({ bytes }) => bytes)])
  return JSON.stringify({ huoshui: FORM, ...(await closed(FORM, county, inside)) })
}

/** Photos until the file is full; one that cannot be opened stays where it is. */
async function fitting(waiting: readonly PhotoEntry[]): Promise<Photo[]> {
  const photos: Photo[] = []
  let room = PHOTO_BYTES
  for (const entry of waiting) {
    const file = await photoFile(entry).catch(() => null)
    if (!file || file.size > room) continue
    room -= file.size
    photos.push({ entry, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return photos
}

/** A file, and how many photos found no room in it: the next one takes them first. */
export interface Made { file: File; left: number }

/** The file of all that can be carried; null if there is no key or nothing to carry. */
export async function bundle(name: string, posts: Pick<From, 'report' | 'point'>): Promise<Made | null> {
  const [keys, what] = [await kept(), carriable(outbox.entries)]
  if (!keys) return null
  const photos = await fitting(what.photos)
  const going: Entry[] = [...what.reports, ...what.slips, ...photos.map(({ entry }) => entry)]
  if (going.length === 0) return null
  const made_at = new Date().toISOString()
  const from = { device: await deviceName(), made_at, ...posts }
  const text = await bundleText(keys, from, what, photos, outbox.entries)
  // From here on each may arrive: none is taken back any more.
  for (const one of going) {
    // As it stands by now: it may have gone meanwhile.
    const now = outbox.entries.find((entry) => entry.id === one.id) ?? one
    await save({ ...now, tries: now.tries + 1, carried_at: made_at })
  }
  // As text: phones hand that on to chats, and other kinds of file not always.
  return { file: new File([text], name, { type: 'text/plain' }), left: what.photos.length - photos.length }
}

/** Hands in a file that somebody else's phone made. */
export async function handIn(file: File): Promise<Api['BundleTaken']> {
  const form = new FormData()
  form.set('file', file, file.name)
  return (await call<Api['BundleTaken']>('POST', '/supply-bundles', { body: form })).data
}
