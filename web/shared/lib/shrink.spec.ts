import { describe, expect, it } from 'vitest'
import { fitted, jpegName, shrunk } from './shrink'

describe('photos', () => {
  it.each([
    [4000, 3000, 2000, 1500],
    [3000, 4000, 1500, 2000],
    [2000, 1000, 2000, 1000],
    [800, 600, 800, 600],
    [40_000, 10, 2000, 1],
  ])('%i × %i fit as %i × %i', (width, height, w, h) => {
    expect(fitted(width, height)).toEqual({ width: w, height: h })
  })
  it('are named as what they became', () => {
    expect(jpegName('门头.HEIC.png')).toBe('门头.HEIC.jpg')
    expect(jpegName('scan')).toBe('scan.jpg')
  })
  it('leave papers alone', async () => {
    const paper = new File(['%PDF-1.4'], '决定.pdf', { type: 'application/pdf' })
    expect(await shrunk(paper)).toBe(paper)
  })
})
