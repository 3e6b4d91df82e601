// Supply for the walk: one crop all year round, a village that grows it, its reports, and something that does not sell.
import { randomUUID } from 'node:crypto'
import { Client } from './county.mjs'

const DAY_MS = 86_400_000

/** A day in the county's calendar, counted from today. */
export const dayFrom = (days) => new Date(Date.now() + days * DAY_MS + DAY_MS / 3).toISOString().slice(0, 10)

/** One item as it is entered in an office. */
export const itemOf = (division, crop, what) => ({ id: randomUUID(), seq: 0, made_at: new Date().toISOString(), division, crop, what })

/** Enters it into a simulated county through its people. */
export async function reportSupply(url, password) {
  const signIn = async (login) => {
    const client = new Client(url)
    await client.post('/session', { login, password })
    return client
  }
  const [office, officer] = [await signIn('office'), await signIn('officer1')]
  const village = (await officer.get('/session')).post.scope_id
  const crop = (await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village], from_day: dayFrom(-30) })
  const items = [
    { supply: { quantity: { said: '6万余公斤' } } }, { supply: { quantity: { said: '1200斤' }, grade: '一级', fen_per_kg: 600 } },
    { unsalable: { grade: 'near_ripe', quantity: { said: '5万公斤' }, ripe_on: dayFrom(1), spoil_on: dayFrom(9) } },
  ]
  await officer.post('/supply-uploads', { via: 'office', items: items.map((what) => itemOf(village, crop, what)) })
  await office.post('/report-exceptions', { crop, division: village, period: `${dayFrom(0).slice(0, 4)}-01-01`, until_day: dayFrom(5), reason: '断网两周' })
}
