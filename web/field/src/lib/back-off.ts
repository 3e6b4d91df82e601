// When to try again: soon, then less and less often; a network that comes back is told by the browser, not waited for.
const FIRST_MS = 5_000
const LONGEST_MS = 600_000

/** Pause after `failures` tries in a row, spread so that a county's phones do not all come at once. */
export function pauseAfter(failures: number, chance: number = Math.random()): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS)
  return Math.round(whole * (0.75 + chance / 2))
}
