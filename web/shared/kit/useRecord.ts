// One record of the server, for its page: read by its path, read again when the path changes, replaced by what an act answers.
// A correction says which state of the record it was made from, so that nobody overwrites what somebody else just saved.
import { reactive, ref, shallowRef, watch } from 'vue'
import { call } from '../api/api'
import { asProblem, type Problem } from '../api/problem'

export function useRecord<T>(path: () => string) {
  const now = shallowRef<T | null>(null)
  const problem = ref<Problem | null>(null)
  /** The state that is shown, as the server calls it; null while it is not known. */
  let etag: string | null = null
  let asked = 0

  async function reload(): Promise<void> {
    const mine = ++asked
    try {
      const found = await call<T>('GET', path())
      if (mine === asked) show(found.data, found.etag)
    } catch (caught) {
      if (mine === asked) problem.value = asProblem(caught)
    }
  }
  function show(found: T, tag: string | null): void {
    now.value = found
    problem.value = null
    etag = tag
  }
  /** Shows what an act answered, and learns in the background how that state is called. */
  function take(found: T): void {
    show(found, null)
    const mine = ++asked
    call<T>('GET', path()).then((read) => { if (mine === asked) show(read.data, read.etag) }, () => {})
  }
  /** Corrects the record; refused with `edge.changed` if it is no longer as it is shown. */
  async function put(body: unknown, key?: string): Promise<T> {
    const answer = await call<T>('PUT', path(), { body, ifMatch: etag, ...(key && { key }) })
    if (answer.etag) show(answer.data, answer.etag)
    else take(answer.data)
    return answer.data
  }
  /** For a form that met a changed record: reads it again, then gives what the form would start with now. */
  const fresh = <V>(start: () => V) => async (): Promise<V> => {
    await reload()
    return start()
  }
  watch(path, () => {
    now.value = null
    etag = null
    void reload()
  })
  void reload()
  return reactive({ now, problem, reload, take, put, fresh })
}
