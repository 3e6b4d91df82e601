// The one-time token of the set-up link (`?token=`). It is taken out of the address bar at once, so that it does not stay in the history of a shared machine.

export function tokenHere(): string | null {
  const token = new URLSearchParams(location.search).get('token')
  if (token) history.replaceState(history.state, '', location.pathname)
  return token
}
