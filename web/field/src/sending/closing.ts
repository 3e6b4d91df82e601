// Closing bytes for the county alone: a key made for this once agrees with the county's public key on a secret that
// nobody on the way knows (ECDH on P-256, HKDF-SHA-256, AES-256-GCM). Only what the browser of an old phone has.
import { bytesOf, hexOf } from './hex'

export interface CountyKey { id: string; point: string }

export interface Closed {
  /** Id of the county's key. */
  to: string
  /** Public half of the key that was made for this. */
  from: string
  iv: string
  /** Base64. */
  sealed: string
}

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }
const text = (said: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(said) as Uint8Array<ArrayBuffer>

/** Closes bytes; `form` is what kind of file it is, and stands in the seal with both keys. */
export async function closed(form: string, county: CountyKey, bytes: Uint8Array<ArrayBuffer>): Promise<Closed> {
  const theirs = await crypto.subtle.importKey('raw', bytesOf(county.point), CURVE, false, [])
  const own = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
  const from = hexOf(point.buffer)
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256)
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const salt = joined([point, bytesOf(county.point)])
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: text(`huoshui ${form}`) }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: text([form, county.id, from].join('|')) }, key, bytes)
  return { to: county.id, from, iv: hexOf(iv.buffer), sealed: base64(new Uint8Array(sealed)) }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** So many bytes at a time, a whole number of letters: an engine takes only so many arguments. */
const STEP = 24_576
function base64(bytes: Uint8Array): string {
  let all = ''
  for (let at = 0; at < bytes.length; at += STEP) all += btoa(String.fromCharCode(...bytes.subarray(at, at + STEP)))
  return all
}
