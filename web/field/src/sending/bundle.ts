// Days without a network: what waits goes out as one file, signed with a key that this phone has had since it was bound.
// The key is the browser's to use and nobody's to read. Somebody carries the file; the phone goes on trying as before, and
// learns by that which items have arrived.
import { reactive } from 'vue'
import { call, post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { read, remove, write } from '../store/db'
import { carriable, type ReportEntry } from '../store/entries'
import { deviceName, outbox, save } from '../store/outbox'

const FORM = 'supply-bundle/1'
const NAME = 'sign'
const MAC = { name: 'HMAC', hash: 'SHA-256' }

interface Kept { id: number; key: CryptoKey }

export const signing = reactive({ able: false })
/** Once for each start of the app: a sign-in by password has no key, and asking again would not give it one. */
let asked = false

export async function loadKey(): Promise<void> { signing.able = (await read<Kept>('keys', NAME)) !== undefined }

/** Sees to it that this phone has its key, while there is a network. */
export async function fetchKey(): Promise<void> {
  if (asked || (await read<Kept>('keys', NAME))) return
  const { key } = await post<Api['DeviceKeyView']>('/device-keys', {})
  asked = true
  if (!key) return
  const made = await crypto.subtle.importKey('raw', bytesOf(key.secret), MAC, false, ['sign'])
  await write('keys', NAME, { id: key.id, key: made })
  signing.able = true
}

/** A new sign-in has a key of its own; that of the last one is dead. */
export async function dropKey(): Promise<void> {
  await remove('keys', NAME)
  Object.assign(signing, { able: false })
  asked = false
}

export const bytesOf = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
export const hexOf = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The text of a file: what is signed stands in it as a text, so that it stays byte for byte what was signed. */
export async function bundleText({ id, key }: Kept, from: { device: string; post: number; made_at: string }, entries: readonly ReportEntry[]): Promise<string> {
  const body = JSON.stringify({ ...from, items: entries.map((one) => one.item) })
  const mark = hexOf(await crypto.subtle.sign(MAC.name, key, new TextEncoder().encode(body)))
  return JSON.stringify({ huoshui: FORM, key: id, mark, body })
}

/** The file of all that can be carried; null if there is no key or nothing to carry. */
export async function bundle(postId: number, name: string): Promise<File | null> {
  const [kept, entries] = [await read<Kept>('keys', NAME), carriable(outbox.entries)]
  if (!kept || entries.length === 0) return null
  const made_at = new Date().toISOString()
  const text = await bundleText(kept, { device: await deviceName(), post: postId, made_at }, entries)
  // From here on each may arrive: none is taken back any more.
  for (const one of entries) {
    // As it stands by now: it may have gone meanwhile.
    const now = outbox.entries.find((entry) => entry.id === one.id) ?? one
    await save({ ...now, tries: now.tries + 1, carried_at: made_at } as ReportEntry)
  }
  // As text: phones hand that on to chats, and other kinds of file not always.
  return new File([text], name, { type: 'text/plain' })
}

/** Hands in a file that somebody else's phone made. */
export async function handIn(file: File): Promise<Api['BundleTaken']> {
  const form = new FormData()
  form.set('file', file, file.name)
  return (await call<Api['BundleTaken']>('POST', '/supply-bundles', { body: form })).data
}
