// One record of the server, for its page: read by its path, read again when the path changes, replaced by what an act answers.
import { reactive, ref, shallowRef, watch } from 'vue'
import { get } from '../api/api'
import { asProblem, type Problem } from '../api/problem'

export function useRecord<T>(path: () => string) {
  const now = shallowRef<T | null>(null)
  const problem = ref<Problem | null>(null)
  let asked = 0

  async function reload(): Promise<void> {
    const mine = ++asked
    try {
      const found = await get<T>(path())
      if (mine === asked) take(found)
    } catch (caught) {
      if (mine === asked) problem.value = asProblem(caught)
    }
  }
  function take(found: T): void {
    now.value = found
    problem.value = null
  }
  watch(path, () => {
    now.value = null
    void reload()
  })
  void reload()
  return reactive({ now, problem, reload, take })
}
