// Dates as people read them. Business days are `YYYY-MM-DD` text and stay text; instants are UTC and shown
// in the county's time, whatever the machine's own zone is.
import { countyNow } from './clock'

const COUNTY_ZONE = 'Asia/Shanghai'

const instantParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: COUNTY_ZONE, year: 'numeric', month: '2-digit', day: '2-digit',
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})

/** `2026-11-23T06:05:00Z` → `2026-11-23 14:05`; text that is no instant is returned as it is. */
export function instantText(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const part = Object.fromEntries(instantParts.formatToParts(at).map((p) => [p.type, p.value]))
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
}

/** The county's calendar day now. */
export const today = (now: Date = new Date(countyNow())): string => instantText(now.toISOString()).slice(0, 10)

/** `2026-11-23` → `2026年11月23日` or `23 November 2026`: dates in prose. */
export function proseDate(day: string, lang: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!found) return day
  if (lang.startsWith('zh')) return `${Number(found[1])}年${Number(found[2])}月${Number(found[3])}日`
  const at = new Date(`${day}T00:00:00Z`)
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}
