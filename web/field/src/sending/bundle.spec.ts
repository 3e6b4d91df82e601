import { describe, expect, it } from 'vitest'
import { blank, carriable, type ReportEntry, type State } from '../store/entries'
import { bundleText, bytesOf, hexOf } from './bundle'

const AT = '2026-08-12T02:00:00.000Z'
function report(seq: number, state: State = 'kept'): ReportEntry {
  const id = `id-${seq}`
  return { ...blank(id, seq, AT), kind: 'report', state, item: { id, seq, made_at: AT, division: 5, crop: 3, what: { supply: { quantity: { said: `${seq}斤` } } } } }
}
const keyOf = (hex: string) => crypto.subtle.importKey('raw', bytesOf(hex), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])

describe('a file that is carried', () => {
  it('takes along what waits, in its order, so many at most', () => {
    expect(carriable([report(3), report(1), report(2, 'sent'), report(4, 'refused')]).map((one) => one.seq)).toEqual([1, 3])
    expect(carriable(Array.from({ length: 250 }, (_, n) => report(n + 1)))).toHaveLength(200)
  })
  it('is signed byte for byte', async () => {
    const key = await keyOf('0b'.repeat(20))
    const file = JSON.parse(await bundleText({ id: 7, key }, { device: '手机 1', post: 4, made_at: AT }, [report(1), report(2)]))
    expect([file.huoshui, file.key]).toEqual(['supply-bundle/1', 7])
    expect(JSON.parse(file.body)).toMatchObject({ device: '手机 1', post: 4, made_at: AT, items: [{ id: 'id-1' }, { id: 'id-2' }] })
    const holds = (body: string) => crypto.subtle.verify('HMAC', key, bytesOf(file.mark), new TextEncoder().encode(body))
    expect(await holds(file.body)).toBe(true)
    expect(await holds(file.body.replace('1斤', '9斤'))).toBe(false)
  })
  it('signs as everybody does', async () => {
    // First case of RFC 4231.
    const key = await keyOf('0b'.repeat(20))
    expect(hexOf(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode('Hi There')))).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7')
  })
})
