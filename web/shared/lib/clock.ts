// The county's time. A machine's own clock may be wrong, and a simulated county lives in its own days: the server says
// what time it is there, and the machine's clock only ticks on from that.
let ahead = 0

/** What the server's clock showed just now. */
export function setClock(iso: string, machine = Date.now()): void {
  const at = Date.parse(iso)
  if (!Number.isNaN(at)) ahead = at - machine
}

/** Milliseconds, as `Date.now()`; the machine's own time as long as the server has not been heard. */
export const countyNow = (): number => Date.now() + ahead
