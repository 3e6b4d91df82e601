// How a camera held a photo, by the EXIF of a JPEG: for engines that do not turn it themselves.

const [SOI, APP1, SOS, EXIF, INTEL, TAG] = [0xffd8, 0xffe1, 0xffda, 0x45786966, 0x4949, 0x0112]

/** 1 to 8 as EXIF counts; 1, upright, where nothing is said or it cannot be read. */
export function orientationOf(bytes: ArrayBuffer): number {
  try {
    const view = new DataView(bytes)
    if (view.getUint16(0) !== SOI) return 1
    for (let at = 2, marker = view.getUint16(at); marker >> 8 === 0xff && marker !== SOS; marker = view.getUint16(at)) {
      if (marker === APP1 && view.getUint32(at + 4) === EXIF) return inTiff(view, at + 10)
      at += 2 + view.getUint16(at + 2)
    }
  } catch (caught) {
    // Cut off, or never was what it says.
    if (!(caught instanceof RangeError)) throw caught
  }
  return 1
}

function inTiff(view: DataView, tiff: number): number {
  const little = view.getUint16(tiff) === INTEL
  const list = tiff + view.getUint32(tiff + 4, little)
  for (let n = 0; n < view.getUint16(list, little); n += 1) {
    const entry = list + 2 + 12 * n
    const value = view.getUint16(entry + 8, little)
    if (view.getUint16(entry, little) === TAG) return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** Whether width and height change places. */
export const onItsSide = (orientation: number): boolean => orientation > 4

type Turn = [number, number, number, number, number, number]

/** What a canvas is told so that pixels of this size, drawn at its corner, stand upright. */
export const turnOf = (orientation: number, width: number, height: number): Turn => (([
  [1, 0, 0, 1, 0, 0], [-1, 0, 0, 1, width, 0], [-1, 0, 0, -1, width, height], [1, 0, 0, -1, 0, height],
  [0, 1, 1, 0, 0, 0], [0, 1, -1, 0, height, 0], [0, -1, -1, 0, height, width], [0, -1, 1, 0, 0, width],
] as Turn[])[orientation - 1] ?? [1, 0, 0, 1, 0, 0])
