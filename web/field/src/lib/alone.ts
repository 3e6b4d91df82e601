// One tab at a time. Two that send at once would do no harm (the ids see to that), but twice the work on a thin line.
import { change } from '../store/db'

const NAME = 'huoshui-field-send'
const LEASE_MS = 60_000

interface Lease { holder: string; until: number }

/** Runs `work` if no other tab does; says whether it ran. */
export async function alone(work: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) return leased(work)
  return navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock) await work()
    return lock !== null
  })
}

/** Without the Web Locks API: a lease in the database that runs out by itself when its tab dies, renewed while work goes on. */
export async function leased(work: () => Promise<void>): Promise<boolean> {
  const me = `${Date.now()}-${Math.random()}`
  const claim = (): Promise<Lease> => change<Lease>('counters', 'lease', (there) =>
    (there && there.holder !== me && there.until > Date.now() ? there : { holder: me, until: Date.now() + LEASE_MS }))
  if ((await claim()).holder !== me) return false
  const renewing = setInterval(() => { void claim() }, LEASE_MS / 3)
  try {
    await work()
  } finally {
    clearInterval(renewing)
    await change<Lease>('counters', 'lease', (there) => (there?.holder === me ? { holder: '', until: 0 } : there ?? { holder: '', until: 0 }))
  }
  return true
}
