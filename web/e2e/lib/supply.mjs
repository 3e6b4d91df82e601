// Days and items of supply, as stories enter them.
import { randomUUID } from 'node:crypto'

const DAY_MS = 86_400_000

/** A day in the county's calendar, counted from today. */
export const dayFrom = (days) => new Date(Date.now() + days * DAY_MS + DAY_MS / 3).toISOString().slice(0, 10)

/** One item as it is entered in an office. */
export const itemOf = (division, crop, what) => ({ id: randomUUID(), seq: 0, made_at: new Date().toISOString(), division, crop, what })
