// The picture for a chat: drawn on the phone, without a network, in the colours of the app.
import { encode } from 'uqr'
import { w } from '../words'
import { goodsLines, played, type Goods } from './goods'
import { say } from './say'

const [WIDTH, EDGE, QR] = [1080, 72, 300]
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
const [PAPER, INK, QUIET, LEAF, LINE, GOLD] = ['#fbfaf6', '#1f2421', '#5a605c', '#1f6b4a', '#d9d8d0', '#8f5f12']

/** Whose goods they are. */
export interface From { county: string; simulated: boolean }

const LATIN = /[\w.,)]/

/** A text broken into lines that fit: Chinese anywhere, Latin words between them. */
export function broken(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const letter of text) {
    if (line && !fits(line + letter)) {
      const space = LATIN.test(letter) && LATIN.test(line.slice(-1)) ? line.lastIndexOf(' ') : -1
      lines.push((space > 0 ? line.slice(0, space) : line).trimEnd())
      line = space > 0 ? line.slice(space + 1) : ''
    }
    line += letter
  }
  return line ? [...lines, line] : lines
}

interface Pen { context: CanvasRenderingContext2D; y: number }

function write(pen: Pen, text: string, size: number, colour: string, { left = EDGE, width = WIDTH - 2 * EDGE, bold = false } = {}): void {
  const { context } = pen
  context.font = `${bold ? '600 ' : ''}${size}px ${FONT}`
  context.fillStyle = colour
  for (const line of broken(text, (tried) => context.measureText(tried).width <= width)) {
    pen.y += size * 1.35
    context.fillText(line, left, pen.y)
  }
}

/** Draws all of it; where the pen ends is how high the picture is. */
function draw(context: CanvasRenderingContext2D, goods: Goods, { county, simulated }: From): number {
  const pen: Pen = { context, y: 40 }
  write(pen, played(simulated), 40, GOLD, { bold: true })
  write(pen, say(goods.offered ? w.share.head_offered : goods.pressing ? w.share.head_pressing : w.share.head_supply), 44, LEAF, { bold: true })
  write(pen, goods.crop, 120, INK, { bold: true })
  pen.y += 30
  for (const [label, value] of goodsLines(goods)) {
    const top = pen.y
    // The small word stands on the line of the large one.
    pen.y += (52 - 40) * 1.35
    write(pen, label, 40, QUIET, { width: 190 })
    const below = pen.y
    pen.y = top
    write(pen, value, 52, INK, { left: EDGE + 200, width: WIDTH - 2 * EDGE - 200, bold: true })
    pen.y = Math.max(pen.y, below) + 20
  }
  pen.y += 24
  context.fillStyle = LINE
  context.fillRect(EDGE, pen.y, WIDTH - 2 * EDGE, 2)
  const top = pen.y + 36
  drawQr(context, goods.link, WIDTH - EDGE - QR, top)
  pen.y = top
  const beside = { width: WIDTH - 2 * EDGE - QR - 40 }
  write(pen, county, 40, INK, { ...beside, bold: true })
  write(pen, say(w.share.scan), 36, QUIET, beside)
  return Math.max(pen.y, top + QR) + EDGE
}

function drawQr(context: CanvasRenderingContext2D, text: string, left: number, top: number): void {
  const code = encode(text, { ecc: 'M', border: 2 })
  // Whole pixels, so that no seam runs through it.
  const size = Math.floor(QR / code.size)
  const [x0, y0] = [left + QR - size * code.size, top]
  context.fillStyle = '#fff'
  context.fillRect(x0, y0, size * code.size, size * code.size)
  context.fillStyle = '#000'
  code.data.forEach((row, y) => row.forEach((on, x) => { if (on) context.fillRect(x0 + x * size, y0 + y * size, size, size) }))
}

/** The picture as a file; throws where the phone cannot draw. */
export async function goodsPicture(goods: Goods, from: From): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: 10 })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the picture could not be drawn')
  // Once to see how high it is, once on paper of that height: a new height clears the canvas.
  canvas.height = Math.ceil(draw(context, goods, from))
  context.fillStyle = PAPER
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = LEAF
  context.fillRect(0, 0, canvas.width, 20)
  draw(context, goods, from)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!blob) throw new Error('the picture could not be drawn')
  return new File([blob], `${say(w.share.file_name, { crop: goods.crop, said: goods.said })}.png`, { type: 'image/png' })
}
