// IndexedDB by promises: the few things that this app does with it. Every write is durable before its promise
// resolves, as far as the engine can promise that: a phone's battery may end at any moment.
const NAME = 'huoshui-field'
const VERSION = 1
const STORES = ['keys', 'kept', 'outbox', 'photos', 'counters'] as const

export type Store = (typeof STORES)[number]

let opened: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      for (const store of STORES) if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store)
    }
    request.onsuccess = () => {
      // Another tab brings a newer version: this one lets go, and opens again when it is next asked.
      request.result.onversionchange = () => { request.result.close(); opened = null }
      request.result.onclose = () => { opened = null }
      done(request.result)
    }
    request.onerror = () => { opened = null; fail(request.error) }
  })
  return opened
}

/** One transaction; resolves with what `work` asked for once everything is written. */
async function within<T>(stores: Store | Store[], mode: IDBTransactionMode, work: (tx: IDBTransaction) => IDBRequest<T> | void): Promise<T> {
  const db = await database()
  return new Promise<T>((done, fail) => {
    const tx = db.transaction(stores, mode, { durability: 'strict' })
    const request = work(tx)
    tx.oncomplete = () => done(request ? request.result : (undefined as unknown as T))
    tx.onabort = () => fail(tx.error)
    tx.onerror = () => fail(tx.error)
  })
}

export const read = <T>(store: Store, key: string): Promise<T | undefined> =>
  within<T | undefined>(store, 'readonly', (tx) => tx.objectStore(store).get(key) as IDBRequest<T | undefined>)

export const readAll = <T>(store: Store): Promise<T[]> =>
  within<T[]>(store, 'readonly', (tx) => tx.objectStore(store).getAll() as IDBRequest<T[]>)

export const keysOf = (store: Store): Promise<string[]> =>
  within<IDBValidKey[]>(store, 'readonly', (tx) => tx.objectStore(store).getAllKeys()).then((keys) => keys.map(String))

export async function readEntries<T>(store: Store): Promise<[string, T][]> {
  const found = await Promise.all((await keysOf(store)).map(async (key): Promise<[string, T | undefined]> => [key, await read<T>(store, key)]))
  return found.filter((one): one is [string, T] => one[1] !== undefined)
}

export const write = (store: Store, key: string, value: unknown): Promise<void> =>
  within<void>(store, 'readwrite', (tx) => { tx.objectStore(store).put(value, key) })

export const remove = (store: Store, key: string): Promise<void> =>
  within<void>(store, 'readwrite', (tx) => { tx.objectStore(store).delete(key) })

/** Writes and removes in one transaction: all of it, or nothing where the disk is full. */
export const writeAll = (puts: readonly [Store, string, unknown][], gone: readonly [Store, string][]): Promise<void> =>
  within<void>([...STORES], 'readwrite', (tx) => {
    for (const [store, key] of gone) tx.objectStore(store).delete(key)
    for (const [store, key, value] of puts) tx.objectStore(store).put(value, key)
  })

/** Writes what is not there yet, and says what is there afterwards: two tabs agree. */
export async function settle<T>(store: Store, key: string, offered: T): Promise<T> {
  return change<T>(store, key, (there) => there ?? offered)
}

/** Looks and writes in one transaction. `next` gives what shall be there. */
export function change<T>(store: Store, key: string, next: (there: T | undefined) => T): Promise<T> {
  let result: T
  return within<void>(store, 'readwrite', (tx) => {
    const found = tx.objectStore(store).get(key) as IDBRequest<T | undefined>
    found.onsuccess = () => {
      result = next(found.result)
      tx.objectStore(store).put(result, key)
    }
  }).then(() => result)
}

/** Forgets everything, the key too: what was read from the disk before can no longer be opened. */
export const wipe = (): Promise<void> =>
  within<void>([...STORES], 'readwrite', (tx) => { for (const store of STORES) tx.objectStore(store).clear() })
