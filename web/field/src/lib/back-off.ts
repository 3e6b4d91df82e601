// When to try again: soon, then less and less often; a network that comes back is told by the browser, not waited for.
const FIRST_MS = 5_000
const LONGEST_MS = 600_000

/** Longest pause of one thing that fails while others go: a photo that nobody takes must not eat up what a month's data costs. */
export const LONGEST_OF_ONE_MS = 7_200_000

/** Pause after `failures` tries in a row, spread so that a county's phones do not all come at once. */
export function pauseAfter(failures: number, chance: number = Math.random(), longest: number = LONGEST_MS): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), longest)
  return Math.round(whole * (0.75 + chance / 2))
}
