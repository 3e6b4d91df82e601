// The outbox of this phone: kept sealed in IndexedDB, shown from memory. Nothing leaves it but by an answer of the
// server or by the hand of whoever filled it in.
import { computed, reactive } from 'vue'
import { newKey } from '@shared/api/send'
import { change, read, readAll, readEntries, remove, wipe, write } from './db'
import type { Api } from '@shared/api/types'
import { blank, outdated, unsent, type Entry, type Item, type PhotoEntry, type PointEntry, type ReportEntry, type What } from './entries'
import { forgetKey, seal, sealBytes, unseal, unsealBytes, type Sealed } from './vault'

export const outbox = reactive({
  entries: [] as Entry[],
  /** Ids that are on their way now; not kept, so that nothing ever hangs in between. */
  sending: [] as string[],
  /** Entries that cannot be opened: sealed with a key that this browser lost. */
  lost: 0,
})

export const unsentCount = computed(() => unsent(outbox.entries).length)

const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel('huoshui-field') : null
if (tabs) tabs.onmessage = () => { void load() }

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

export const drop = (id: string): Promise<void> => inTurn(async () => {
  await remove('outbox', id)
  await remove('photos', id)
  outbox.entries = outbox.entries.filter((one) => one.id !== id)
  tabs?.postMessage('changed')
})

/** The device's running number: one transaction, so that two tabs never take the same. */
const nextSeq = (): Promise<number> => change<number>('counters', 'seq', (last) => (last ?? 0) + 1)

/** What the phone calls itself to the server: not who made it, only which one it is. */
export const deviceName = (): Promise<string> => change<string>('counters', 'device', (there) => there ?? `手机 ${newKey().slice(0, 8)}`)

/** Keeps a report. `mends` is a refused entry that it takes the place of; its photos follow. */
export async function add(place: Pick<Item, 'division' | 'crop'>, what: What, mends?: string): Promise<ReportEntry> {
  const [id, seq, made_at] = [newKey(), await nextSeq(), new Date().toISOString()]
  const entry: ReportEntry = { ...blank(id, seq, made_at), kind: 'report', item: { id, seq, made_at, ...place, what } }
  await put(entry, mends)
  return entry
}

/** Keeps what was done at a collection point. */
export async function addPoint(what: Api['PointWhat'], mends?: string): Promise<PointEntry> {
  const [id, seq, made_at] = [newKey(), await nextSeq(), new Date().toISOString()]
  const entry: PointEntry = { ...blank(id, seq, made_at), kind: 'point', item: { id, seq, made_at, what } }
  await put(entry, mends)
  return entry
}

async function put(entry: Entry, mends?: string): Promise<void> {
  await save(entry)
  if (mends) {
    for (const photo of outbox.entries.filter((one): one is PhotoEntry => one.kind === 'photo' && one.of === mends)) await save({ ...photo, of: entry.id })
    await drop(mends)
  }
  void navigator.storage?.persist?.()
}

/** Keeps a photo, shrunk already, for a report or payment of this outbox or of a number. */
export async function addPhoto(of: { entry: string } | { number: number }, file: File, note: string, more: Pick<PhotoEntry, 'signed' | 'proof'> = {}): Promise<void> {
  const [id, seq] = [newKey(), await nextSeq()]
  await write('photos', id, await sealBytes(await file.arrayBuffer()))
  const [entry, number] = 'entry' in of ? [of.entry, null] : ['', of.number]
  await save({ ...blank(id, seq, new Date().toISOString()), kind: 'photo', of: entry, report: number, name: file.name, note, ...more })
}

export async function photoFile(photo: PhotoEntry): Promise<File | null> {
  const sealed = await read<Sealed>('photos', photo.id)
  return sealed ? new File([await unsealBytes(sealed)], photo.name, { type: 'image/jpeg' }) : null
}

/** The bytes of a photo that arrived are the server's to keep. */
export const forgetPhoto = (id: string): Promise<void> => remove('photos', id)

/** Signing out: everything goes, unsent things too; the caller has asked. */
export const forgetAll = (): Promise<void> => inTurn(async () => {
  await wipe()
  forgetKey()
  outbox.entries = []
  outbox.lost = 0
  tabs?.postMessage('changed')
})
