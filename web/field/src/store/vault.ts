// What lies on the phone is sealed (AES-GCM) with a key that the browser keeps and never gives out: whoever copies the
// browser's files or reads the database from outside finds neither names nor quantities.
import { read, settle, write } from './db'

/** The name of the key by which all is sealed. */
export const SEAL = 'aes'
const CIPHER = 'AES-GCM'

export interface Sealed { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

let held: Promise<CryptoKey> | null = null

function key(): Promise<CryptoKey> {
  held ??= (async () => {
    const there = await read<CryptoKey>('keys', SEAL)
    if (there) return there
    const made = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt'])
    return settle('keys', SEAL, made)
  })()
  held.catch(() => { held = null })
  return held
}

/** After everything was wiped, the next thing kept begins with a new key. */
export function forgetKey(): void { held = null }

export async function sealBytes(bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: CIPHER, iv }, await key(), bytes) }
}

export const unsealBytes = async (sealed: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: CIPHER, iv: sealed.iv }, await key(), sealed.data)

export const seal = (value: unknown): Promise<Sealed> => sealBytes(new TextEncoder().encode(JSON.stringify(value)))

export const unseal = async <T>(sealed: Sealed): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await unsealBytes(sealed))) as T

/** A named thing kept sealed: today's list, who is signed in, a form half filled in. */
export const keepSealed = async (name: string, value: unknown): Promise<void> => write('kept', name, await seal(value))

export async function keptSealed<T>(name: string): Promise<T | null> {
  const sealed = await read<Sealed>('kept', name)
  if (!sealed) return null
  try {
    return await unseal<T>(sealed)
  } catch {
    // Sealed with a key that is gone: as if it had never been kept.
    return null
  }
}
