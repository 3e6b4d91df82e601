// Photos are made small before they leave: a phone's picture of 8 MB says no more in an appeal than one of 2000 pixels.
import { onItsSide, orientationOf, turnOf } from './orientation'

/** Pixels of the longer side of a shrunk photo. */
export const LONGEST = 2000
/** Bytes of a file that the server takes at most. */
export const MOST_BYTES = 10 * 1_048_576
export const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf'

export interface Size { longest: number; quality: number }
/** As good as an appeal needs. */
const GOOD: Size = { longest: LONGEST, quality: 0.85 }
/** For a line of 30 kbit/s: some 150 KB, which is there within a minute. */
export const SMALL: Size = { longest: 1280, quality: 0.6 }

/** The size that fits within the longest side; the same if it does already. */
export function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const over = Math.max(width, height) / longest
  if (over <= 1) return { width, height }
  return { width: Math.max(1, Math.round(width / over)), height: Math.max(1, Math.round(height / over)) }
}

/** The name with the ending of what the canvas makes. */
export const jpegName = (name: string): string => `${name.replace(/\.[^.]*$/, '')}.jpg`

/** A photo as a JPEG of its pixels alone, so that it does not say where it was taken; PDFs stay as they are. Throws when the picture cannot be read. */
export async function shrunk(file: File, to: Size = GOOD): Promise<File> {
  if (!file.type.startsWith('image/')) return file
  const { picture, held } = await opened(file)
  const size = fitted(picture.width, picture.height, to.longest)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, onItsSide(held) ? { width: size.height, height: size.width } : size)
  const paper = canvas.getContext('2d')
  if (paper) {
    // What shines through would turn black in a JPEG.
    paper.fillStyle = '#fff'
    paper.fillRect(0, 0, canvas.width, canvas.height)
    paper.setTransform(...turnOf(held, size.width, size.height))
    paper.drawImage(picture, 0, 0, size.width, size.height)
  }
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', to.quality))
  if (!blob) throw new Error('the picture could not be drawn')
  return new File([blob], jpegName(file.name), { type: 'image/jpeg' })
}

/** Metadata stands at the beginning of a file. */
const HEAD_BYTES = 131_072

/** The pixels, and how they still have to be turned so that the picture stands upright without its metadata. */
async function opened(file: File): Promise<{ picture: ImageBitmap; held: number }> {
  try {
    return { picture: await createImageBitmap(file, { imageOrientation: 'from-image' }), held: 1 }
  } catch (caught) {
    // Engines before Chromium 81 do not know the word and give the pixels as the camera wrote them.
    if (!(caught instanceof TypeError)) throw caught
    return { picture: await createImageBitmap(file), held: orientationOf(await file.slice(0, HEAD_BYTES).arrayBuffer()) }
  }
}
