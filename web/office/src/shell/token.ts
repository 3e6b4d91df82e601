// The one-time token of a link: after `#token=` (never sent to a server log) or, on printed links, `?token=`.
// It is taken out of the address bar at once, so that it does not stay in the history of a shared machine.

export function tokenHere(): string | null {
  const fromHash = new URLSearchParams(location.hash.replace(/^#/, '')).get('token')
  const search = new URLSearchParams(location.search)
  const token = fromHash ?? search.get('token')
  if (!token) return null
  history.replaceState(history.state, '', location.pathname)
  return token
}
