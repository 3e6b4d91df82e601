import { describe, expect, it } from 'vitest'
import { onItsSide, orientationOf, turnOf } from './orientation'

/** The head of a JPEG whose camera was held so; big or little ended, with something before it. */
function head(orientation: number, little: boolean): ArrayBuffer {
  const [two, four] = [(n: number) => (little ? [n & 255, n >> 8] : [n >> 8, n & 255]), (n: number) => (little ? [n, 0, 0, 0] : [0, 0, 0, n])]
  const tiff = [...(little ? [0x49, 0x49] : [0x4d, 0x4d]), ...two(42), ...four(8), ...two(2),
    ...two(0x010f), ...two(2), ...four(4), 1, 2, 3, 4, ...two(0x0112), ...two(3), ...four(1), ...two(orientation), 0, 0, ...four(0)]
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 9, 9, 0xff, 0xe1, 0, exif.length + 2, ...exif, 0xff, 0xda, 0, 2]).buffer
}

describe('how a photo was held', () => {
  it.each([1, 3, 6, 8])('%i is read in both orders of bytes', (n) => { expect([head(n, true), head(n, false)].map(orientationOf)).toEqual([n, n]) })
  it('is upright where nothing sensible is said', () => {
    const cut = head(6, true).slice(0, 40)
    expect([new ArrayBuffer(0), new TextEncoder().encode('%PDF-1.4').buffer as ArrayBuffer, cut, head(9, true), head(0, false), new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2]).buffer].map(orientationOf)).toEqual([1, 1, 1, 1, 1, 1])
  })
  it('turns each corner to where it belongs', () => {
    // The pixel at the left top of what the camera wrote, of a picture of 30 × 20, and where it stands upright.
    const corner = (n: number): number[] => { const [a, b, c, d, e, f] = turnOf(n, 30, 20); return [a + c + e, b + d + f] }
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(corner)).toEqual([[1, 1], [29, 1], [29, 19], [1, 19], [1, 1], [19, 1], [19, 29], [1, 29]])
    expect([4, 5].map(onItsSide)).toEqual([false, true])
  })
})
