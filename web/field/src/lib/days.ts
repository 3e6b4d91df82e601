// Days as the phone has to know them: its clock may be wrong, and a report without a network must not suffer from it.
import { today } from '@shared/lib/dates'

const DAY_MS = 86_400_000

/** Whole days from `a` to `b`, both `YYYY-MM-DD`. */
export const daysBetween = (a: string, b: string): number => Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / DAY_MS)

/** `day` and `n` days later. */
export const plusDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10)

/** Days by which the phone is off the county; a difference of one is midnight passing by. */
export function daysOff(countyDay: string, phoneDay: string): number {
  const off = daysBetween(phoneDay, countyDay)
  return Math.abs(off) > 1 ? off : 0
}

/** The county's day, by the phone's clock and how far that was off when they last spoke. */
export const countyDay = (off: number, now: Date = new Date()): string => plusDays(today(now), off)

/** `2026-08-03` → `8月3日` or `3 Aug`; empty stays empty. */
export function shortDay(day: string, lang: string): string {
  const found = /^\d{4}-(\d{2})-(\d{2})/.exec(day)
  if (!found) return day
  if (lang === 'zh-CN') return `${Number(found[1])}月${Number(found[2])}日`
  return `${Number(found[2])} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(found[1]) - 1]}`
}
