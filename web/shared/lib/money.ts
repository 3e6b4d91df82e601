// Money: always whole fen; yuan exist only as text. No floats.
import { decimal, mulDivRound, plainDigits, scaled } from './digits'

/** `123450` → `1,234.50`: what a table cell shows. */
export const yuanText = (fen: number): string => decimal(fen, 2, true)

/** `123450` → `¥1,234.50`; the sign of a negative amount stands first. */
export const moneyText = (fen: number): string =>
  fen < 0 ? '-¥' + decimal(-fen, 2, true) : '¥' + decimal(fen, 2, true)

/** `123450` → `1234.50`: what an input starts with and what is copied to a spreadsheet. */
export const yuanPlain = (fen: number): string => decimal(fen, 2)

/** `1234567800` → `1,234.57`, to be followed by 万元; only where space demands, exact figure one tap away. */
export const wanText = (fen: number): string => decimal(mulDivRound(fen, 1, 10000) ?? 0, 2, true)

/** `12.5`, `¥1,234.50`, `１２元` → fen; null when it is not an exact amount of fen. */
export function parseYuan(text: string): number | null {
  const plain = plainDigits(text).replace(/^([+-]?)[¥¥]/, '$1').replace(/元$/, '')
  return scaled(plain, 2)
}

/** Share in parts per million → `20%`, `12.34%` (rounded down, as the server does for show). */
export function shareText(ppm: number): string {
  const sign = ppm < 0 ? '-' : ''
  const hundredths = BigInt(Math.abs(ppm)) / 100n
  return `${sign}${trimZeros(decimal(Number(hundredths), 2))}%`
}

const trimZeros = (text: string): string => text.replace(/\.?0+$/, '')
