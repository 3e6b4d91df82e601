// Small JSON values kept on this machine (drafts, chosen columns). A store that is full, forbidden or broken
// behaves like an empty one.
const PREFIX = 'huoshui.'

export function kept<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Nothing to do: the value lasts for this page only.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {
    // Nothing was kept.
  }
}

/** Removes everything under a prefix, e.g. all drafts when somebody signs out of a shared machine. */
export function forgetAll(prefix: string): void {
  try {
    Object.keys(localStorage).filter((k) => k.startsWith(PREFIX + prefix)).forEach((k) => localStorage.removeItem(k))
  } catch {
    // Nothing was kept.
  }
}
