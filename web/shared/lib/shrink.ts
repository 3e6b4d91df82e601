// Photos are made small before they leave: a phone's picture of 8 MB says no more in an appeal than one of 2000 pixels.
/** Pixels of the longer side of a shrunk photo. */
export const LONGEST = 2000
/** Bytes of a file that the server takes at most. */
export const MOST_BYTES = 10 * 1_048_576
export const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf'

const QUALITY = 0.85

/** The size that fits within the longest side; the same if it does already. */
export function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const over = Math.max(width, height) / longest
  if (over <= 1) return { width, height }
  return { width: Math.max(1, Math.round(width / over)), height: Math.max(1, Math.round(height / over)) }
}

/** The name with the ending of what the canvas makes. */
export const jpegName = (name: string): string => `${name.replace(/\.[^.]*$/, '')}.jpg`

/** A photo as a JPEG of its pixels alone, so that it does not say where it was taken; PDFs stay as they are. Throws when the picture cannot be read. */
export async function shrunk(file: File): Promise<File> {
  if (!file.type.startsWith('image/')) return file
  const picture = await upright(file)
  const size = fitted(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, size)
  const paper = canvas.getContext('2d')
  if (paper) {
    // What shines through would turn black in a JPEG.
    paper.fillStyle = '#fff'
    paper.fillRect(0, 0, size.width, size.height)
    paper.drawImage(picture, 0, 0, size.width, size.height)
  }
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new Error('the picture could not be drawn')
  return new File([blob], jpegName(file.name), { type: 'image/jpeg' })
}

/** The camera's turning is applied, so that the picture stands upright without its metadata. */
async function upright(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch (caught) {
    // Engines before Chromium 81 do not know the word and take the pixels as they are.
    if (caught instanceof TypeError) return createImageBitmap(file)
    throw caught
  }
}
