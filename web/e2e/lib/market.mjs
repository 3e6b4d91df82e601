// A market for the tests: a crop all year round, a village that has it, a buyer who wants it. Entered through the API, as
// people would.
import { randomUUID } from 'node:crypto'
import { Client } from './county.mjs'

const DAY_MS = 86_400_000

/** A day in the county's calendar, counted from today. */
export const dayFrom = (days) => new Date(Date.now() + days * DAY_MS + DAY_MS / 3).toISOString().slice(0, 10)

/** The crop and what its village says it has; the crop's number. */
export async function growCrop(office, officer, village, { name = '黄花菜', said, fen_per_kg = 800 }) {
  const crop = (await office.post('/crops', { name, season_from: '01-01', season_to: '12-31', odd_g: 50_000_000 })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village], from_day: dayFrom(-30) })
  const what = { supply: { quantity: { said }, fen_per_kg, to_day: dayFrom(20) } }
  const item = { id: randomUUID(), seq: 0, made_at: new Date().toISOString(), division: village, crop, what }
  const { outcomes } = await officer.post('/supply-uploads', { via: 'office', items: [item] })
  if (outcomes[0].went !== 'taken') throw new Error(JSON.stringify(outcomes))
  return crop
}

/** A simulated county's market: two demands, a way, a run, an offer that is sent and half agreed, another to send. */
export async function openMarket(url, password) {
  const signIn = async (login) => {
    const client = new Client(url)
    await client.post('/session', { login, password })
    return client
  }
  const [office, officer, buyer] = [await signIn('office'), await signIn('officer1'), await signIn('buyer1')]
  const village = (await officer.get('/session')).post.scope_id
  const unit = (await buyer.get('/session')).post.scope_id
  const crop = await growCrop(office, officer, village, { said: '3000公斤' })
  const [{ id: township }] = (await office.get('/market-choices')).places
  await office.put('/transport-costs', { rows: [{ from_township: township, to_township: 0, fen_per_kg: 45 }] })
  const wanted = { crop, from_day: dayFrom(1), to_day: dayFrom(6) }
  await buyer.post('/demands', { ...wanted, unit, division: township, kg: 600, max_fen_per_kg: 1205, repeat_days: 7, until_day: dayFrom(60) })
  await office.post('/demands', { ...wanted, partner: '长沙红星市场', kg: 2600, max_fen_per_kg: 900, note: '要当天采的' })
  await office.post('/matching-runs', { least_share_ppm: 200_000 })
  const offers = (await office.get('/offers?sort=kg')).items
  await office.post(`/offers/${offers[0].id}/acts`, { act: 'sent' })
  await buyer.post(`/offers/${offers[0].id}/acts`, { act: 'buyer_accepted', fen_per_kg: 1100, reason: '先送一批' })
}
