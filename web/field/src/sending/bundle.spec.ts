import { describe, expect, it } from 'vitest'
import { blank, carriable, type PhotoEntry, type PointEntry, type ReportEntry, type State } from '../store/entries'
import { bundleText } from './bundle'
import { joined } from './closing'
import { bytesOf, hexOf } from './hex'

const AT = '2026-08-12T02:00:00.000Z'
function report(seq: number, state: State = 'kept'): ReportEntry {
  const id = `id-${seq}`
  return { ...blank(id, seq, AT), kind: 'report', state, item: { id, seq, made_at: AT, division: 5, crop: 3, what: { supply: { quantity: { said: `${seq}斤` } } } } }
}
const slip = (seq: number): PointEntry => ({ ...blank(`s-${seq}`, seq, AT), kind: 'point', item: { id: `s-${seq}`, seq, made_at: AT, what: { pay: { people: [], how: 'cash' } } } })
const photo = (seq: number, of: string, more: Partial<PhotoEntry> = {}): PhotoEntry => ({ ...blank(`p-${seq}`, seq, AT), kind: 'photo', of, report: null, name: 'a.jpg', note: '', ...more })
const keyOf = (hex: string) => crypto.subtle.importKey('raw', bytesOf(hex), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
const encoded = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

/** A county with its private key, which opens as the server does. */
async function county() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const point = hexOf(await crypto.subtle.exportKey('raw', pair.publicKey))
  async function open(text: string): Promise<Uint8Array> {
    const file = JSON.parse(text)
    const theirs = await crypto.subtle.importKey('raw', bytesOf(file.from), { name: 'ECDH', namedCurve: 'P-256' }, false, [])
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, 256)
    const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    const derived = { name: 'HKDF', hash: 'SHA-256', salt: joined([bytesOf(file.from), bytesOf(point)]), info: encoded('huoshui supply-bundle/2') }
    const key = await crypto.subtle.deriveKey(derived, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
    const sealed = Uint8Array.from(atob(file.sealed), (letter) => letter.charCodeAt(0))
    const beside = encoded(`supply-bundle/2|${file.to}|${file.from}`)
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(file.iv), additionalData: beside }, key, sealed))
  }
  return { key: { id: 'c0ffee', point }, open }
}

describe('a file that is carried', () => {
  it('takes along what waits, in its order, so many at most', () => {
    expect(carriable([report(3), report(1), report(2, 'sent'), report(4, 'refused')]).reports.map((one) => one.seq)).toEqual([1, 3])
    expect(carriable(Array.from({ length: 250 }, (_, n) => report(n + 1))).reports).toHaveLength(200)
    expect(carriable([report(1), slip(2)]).slips.map((one) => one.seq)).toEqual([2])
  })
  it('takes photos of what goes along or is known, those first that no file took yet', () => {
    const photos = [photo(2, 'id-1', { carried_at: AT }), photo(3, 'id-1'), photo(5, 'id-4'), photo(6, '', { report: 77 }), photo(7, '', { report: 9, proof: 'producers' })]
    expect(carriable([report(1), report(4, 'refused'), ...photos]).photos.map((one) => one.seq)).toEqual([3, 6, 2])
  })
  it('is signed byte for byte and opened by the county alone', async () => {
    const [key, { key: to, open }, other] = [await keyOf('0b'.repeat(20)), await county(), await county()]
    const bytes = crypto.getRandomValues(new Uint8Array(50_000))
    const text = await bundleText({ id: 7, key, county: to }, { device: '手机 1', report: 4, point: null, made_at: AT }, { reports: [report(1), report(2)], slips: [slip(3)] }, [{ entry: photo(4, 'id-1'), bytes }])
    expect(JSON.parse(text)).toMatchObject({ huoshui: 'supply-bundle/2', to: 'c0ffee' })
    for (const secret of ['1斤', '手机', 'id-1', 'a.jpg']) expect(text).not.toContain(secret)
    const inside = await open(text)
    const length = new DataView(inside.buffer).getUint32(0)
    const head = JSON.parse(new TextDecoder().decode(inside.subarray(4, 4 + length)))
    expect(head.key).toBe(7)
    const body = JSON.parse(head.body)
    expect(body).toMatchObject({ device: '手机 1', report: 4, point: null, to: 'c0ffee', made_at: AT, reports: [{ id: 'id-1' }, { id: 'id-2' }], slips: [{ id: 's-3' }] })
    expect(body.photos).toEqual([{ id: 'p-4', of: { report: 'id-1' }, name: 'a.jpg', note: '', bytes: 50_000, digest: hexOf(await crypto.subtle.digest('SHA-256', bytes)) }])
    expect(inside.subarray(4 + length)).toEqual(bytes)
    const holds = (said: string) => crypto.subtle.verify('HMAC', key, bytesOf(head.mark), encoded(said))
    expect(await holds(head.body)).toBe(true)
    expect(await holds(head.body.replace('1斤', '9斤'))).toBe(false)
    await expect(other.open(text)).rejects.toThrow()
    await expect(open(text.replace('c0ffee', 'decade'))).rejects.toThrow()
  })
  it('never looks the same twice', async () => {
    const [key, { key: to }] = [await keyOf('0b'.repeat(20)), await county()]
    const made = () => bundleText({ id: 7, key, county: to }, { device: '', report: 4, point: null, made_at: AT }, { reports: [report(1)], slips: [] })
    const [one, two] = [JSON.parse(await made()), JSON.parse(await made())]
    expect(one.from).not.toBe(two.from)
    expect(one.sealed).not.toBe(two.sealed)
  })
  it('signs as everybody does', async () => {
    // First case of RFC 4231.
    const key = await keyOf('0b'.repeat(20))
    expect(hexOf(await crypto.subtle.sign('HMAC', key, encoded('Hi There')))).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7')
  })
})
