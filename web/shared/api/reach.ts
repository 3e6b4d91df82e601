// Is the server there? Set by every request; while it is away, `/healthz` is asked every few seconds, and less and
// less often the longer it stays away: a phone without a network for days has to last that long.
import { readonly, ref } from 'vue'

const PAUSE_MS = 4000
const LONGEST_MS = 60_000
const awayNow = ref(false)
let timer: ReturnType<typeof setTimeout> | undefined
let pause = PAUSE_MS

/** True from the first request without an answer until the server answers again. */
export const away = readonly(awayNow)

export function reached(): void {
  awayNow.value = false
  clearTimeout(timer)
  timer = undefined
  pause = PAUSE_MS
}

export function notReached(): void {
  awayNow.value = true
  timer ??= setTimeout(ask, pause)
}

async function ask(): Promise<void> {
  timer = undefined
  pause = Math.min(pause * 1.3, LONGEST_MS)
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' })
    if (answer.ok) reached()
    else notReached()
  } catch {
    notReached()
  }
}
