// The outbox of this phone: kept sealed in IndexedDB, shown from memory. Nothing leaves it but by an answer of the
// server or by the hand of whoever filled it in.
import { computed, reactive } from 'vue'
import { newKey } from '@shared/api/send'
import { change, keysOf, read, readAll, readEntries, remove, wipe, write, writeAll, type Store } from './db'
import type { Api } from '@shared/api/types'
import { blank, outdated, photosOf, unsent, type Entry, type Item, type PhotoEntry, type PointEntry, type ReportEntry, type What } from './entries'
import { forgetKey, seal, SEAL, sealBytes, unseal, unsealBytes, type Sealed } from './vault'

export const outbox = reactive({
  entries: [] as Entry[],
  /** Ids that are on their way now; not kept, so that nothing ever hangs in between. */
  sending: [] as string[],
  /** Entries that cannot be opened: sealed with a key that this browser lost. */
  lost: 0,
})

export const unsentCount = computed(() => unsent(outbox.entries).length)

/** Said to other tabs, which begin anew with what is left. */
const ENDED = 'ended'
const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel('huoshui-field') : null
if (tabs) tabs.onmessage = ({ data }) => { if (data === ENDED) location.reload(); else void load() }

/** One change after the other: what is read anew must not miss what is being written. */
let turn: Promise<unknown> = Promise.resolve()
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work)
  turn = mine.catch(() => undefined)
  return mine
}

const opens = (sealed: Sealed): Promise<Entry | null> => unseal<Entry>(sealed).catch(() => null)

/** Reads everything anew; other tabs may have sent meanwhile. */
export const load = (): Promise<void> => inTurn(async () => {
  const sealed = await readAll<Sealed>('outbox')
  const opened = await Promise.all(sealed.map(opens))
  const entries = opened.filter((one): one is Entry => one !== null)
  const now = new Date().toISOString()
  for (const old of entries.filter((one) => outdated(one, now))) await remove('outbox', old.id)
  outbox.lost = opened.length - entries.length
  outbox.entries = entries.filter((one) => !outdated(one, now)).sort((a, b) => a.seq - b.seq)
})

/** Removes what can no longer be opened by anybody. */
export const dropLost = (): Promise<void> => inTurn(async () => {
  for (const [id, sealed] of await readEntries<Sealed>('outbox')) if (!(await opens(sealed))) await remove('outbox', id)
  outbox.lost = 0
})

/** Writes an entry; on the disk first, then on the screen. */
export const save = (entry: Entry): Promise<void> => inTurn(async () => {
  await write('outbox', entry.id, await seal(entry))
  const at = outbox.entries.findIndex((one) => one.id === entry.id)
  if (at < 0) outbox.entries.push(entry)
  else outbox.entries[at] = entry
  tabs?.postMessage('changed')
})

/** Drops an entry, and the photos that would have gone after it. */
export const drop = (id: string): Promise<void> => inTurn(async () => {
  const gone = [id, ...photosOf(id, outbox.entries).map((one) => one.id)]
  await writeAll([], gone.flatMap((one) => [['outbox', one], ['photos', one]]))
  outbox.entries = outbox.entries.filter((one) => !gone.includes(one.id))
  tabs?.postMessage('changed')
})

/** The device's running number: one transaction, so that two tabs never take the same. */
const nextSeq = (): Promise<number> => change<number>('counters', 'seq', (last) => (last ?? 0) + 1)

/** What the phone calls itself to the server: not who made it, only which one it is. */
export const deviceName = (): Promise<string> => change<string>('counters', 'device', (there) => there ?? `手机 ${newKey().slice(0, 8)}`)

/** Keeps a report with its photos. `mends` is a refused entry that it takes the place of; photos of that one follow. */
export async function add(place: Pick<Item, 'division' | 'crop'>, what: What, mends?: string, photos: readonly File[] = []): Promise<void> {
  const [id, seq, made_at] = [newKey(), await nextSeq(), new Date().toISOString()]
  await put({ ...blank(id, seq, made_at), kind: 'report', item: { id, seq, made_at, ...place, what } }, mends, await photosFor({ entry: id }, photos))
}

/** Keeps what was done at a collection point; photos are those of a signed list. */
export async function addPoint(what: Api['PointWhat'], mends?: string, photos: readonly File[] = []): Promise<void> {
  const [id, seq, made_at] = [newKey(), await nextSeq(), new Date().toISOString()]
  await put({ ...blank(id, seq, made_at), kind: 'point', item: { id, seq, made_at, what } }, mends, await photosFor({ entry: id }, photos, { signed: true }))
}

interface Photo { entry: PhotoEntry; bytes: Sealed }

/** All in one transaction: where the phone has no room for a photo, its report is not kept either, and nothing twice. */
async function put(entry: ReportEntry | PointEntry, mends: string | undefined, photos: readonly Photo[]): Promise<void> {
  const moved = mends ? photosOf(mends, outbox.entries).map((photo) => ({ ...photo, of: entry.id })) : []
  await keepAll([entry, ...moved, ...photos.map((one) => one.entry)], photos, mends)
}

const keepAll = async (entries: readonly Entry[], photos: readonly Photo[], gone?: string): Promise<void> => {
  const sealed = await Promise.all(entries.map(async (one): Promise<['outbox', string, Sealed]> => ['outbox', one.id, await seal(one)]))
  await inTurn(async () => {
    await writeAll([...sealed, ...photos.map(({ entry, bytes }): ['photos', string, Sealed] => ['photos', entry.id, bytes])], gone ? [['outbox', gone]] : [])
    const ids = [gone, ...entries.map((one) => one.id)]
    outbox.entries = [...outbox.entries.filter((one) => !ids.includes(one.id)), ...entries].sort((a, b) => a.seq - b.seq)
    tabs?.postMessage('changed')
  })
  void navigator.storage?.persist?.()
}

/** Photos, shrunk already, as they are kept. */
async function photosFor(of: { entry: string } | { number: number }, files: readonly File[], more: Pick<PhotoEntry, 'signed' | 'proof'> = {}): Promise<Photo[]> {
  const [entry, report] = 'entry' in of ? [of.entry, null] : ['', of.number]
  const photos: Photo[] = []
  for (const file of files) {
    const seq = await nextSeq()
    photos.push({
      entry: { ...blank(newKey(), seq, new Date().toISOString()), kind: 'photo', of: entry, report, name: file.name, note: '', ...more },
      bytes: await sealBytes(await file.arrayBuffer()),
    })
  }
  return photos
}

/** Keeps photos of a report, case or producer that the county knows by its number. */
export async function addPhotos(number: number, files: readonly File[], proof?: PhotoEntry['proof']): Promise<void> {
  const photos = await photosFor({ number }, files, proof ? { proof } : {})
  await keepAll(photos.map((one) => one.entry), photos)
}

export async function photoFile(photo: PhotoEntry): Promise<File | null> {
  const sealed = await read<Sealed>('photos', photo.id)
  return sealed ? new File([await unsealBytes(sealed)], photo.name, { type: 'image/jpeg' }) : null
}

/** Keeps another picture in place of a photo's. */
export const swapPhoto = async (id: string, file: File): Promise<void> => write('photos', id, await sealBytes(await file.arrayBuffer()))

/** The bytes of a photo that arrived are the server's to keep. */
export const forgetPhoto = (id: string): Promise<void> => remove('photos', id)

/** The phone is nobody's any more: all that it knew goes, but for what is named and what never arrived, which stays sealed. */
export const forgetKnown = (named: readonly string[]): Promise<void> => inTurn(async () => {
  const waiting = unsent(outbox.entries)
  const stays: Partial<Record<Store, readonly string[]>> = { kept: named, outbox: waiting.map((one) => one.id), photos: waiting.map((one) => one.id), keys: [SEAL] }
  const gone: [Store, string][] = []
  for (const store of ['kept', 'outbox', 'photos', 'keys'] as const) {
    for (const key of await keysOf(store)) if (!stays[store]?.includes(key)) gone.push([store, key])
  }
  await writeAll([], gone)
  outbox.entries = waiting
  outbox.lost = 0
  tabs?.postMessage(ENDED)
})

/** Signing out: everything goes, unsent things too; the caller has asked. */
export const forgetAll = (): Promise<void> => inTurn(async () => {
  await wipe()
  forgetKey()
  outbox.entries = []
  outbox.lost = 0
  tabs?.postMessage('changed')
})
