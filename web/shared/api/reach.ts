// Is the server there? Set by every request; while it is away, `/healthz` is asked every few seconds.
import { readonly, ref } from 'vue'

const PAUSE_MS = 4000
const awayNow = ref(false)
let timer: ReturnType<typeof setTimeout> | undefined

/** True from the first request without an answer until the server answers again. */
export const away = readonly(awayNow)

export function reached(): void {
  awayNow.value = false
  clearTimeout(timer)
  timer = undefined
}

export function notReached(): void {
  awayNow.value = true
  timer ??= setTimeout(ask, PAUSE_MS)
}

async function ask(): Promise<void> {
  timer = undefined
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' })
    if (answer.ok) reached()
    else notReached()
  } catch {
    notReached()
  }
}
