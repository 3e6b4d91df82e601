// What is done at the server while somebody looks on: one thing at a time, and in words what stands against it.
import { ref } from 'vue'
import { asProblem, type Problem } from '@shared/api/problem'
import type { Pair } from '@shared/i18n/words'
import { asPost, type Which } from '../session'
import { isFull, notKept } from './mishap'
import { say } from './say'

/** `away` is said where there is no network. */
export function useOnline(away: Pair) {
  const busy = ref(false)
  const refused = ref('')
  /** Does it with one of the phone's posts; what went wrong is given, and shown in `refused`. */
  async function act(which: Which, work: () => Promise<unknown>): Promise<Problem | null> {
    if (busy.value) return null
    busy.value = true
    refused.value = ''
    try {
      await asPost(which)
      await work()
      return null
    } catch (caught) {
      const problem = asProblem(caught)
      refused.value = isFull(caught) ? notKept(caught) : problem.away ? say(away) : problem.errors[0]?.message ?? problem.message
      return problem
    } finally {
      busy.value = false
    }
  }
  return { busy, refused, act }
}
