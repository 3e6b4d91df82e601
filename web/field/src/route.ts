// Where in the app one is: the part of the address after `#`. `#/supply?crop=3` is page `supply` with its query; the
// phone's back button works, and a reload comes back to the same form.
import { reactive } from 'vue'

export const route = reactive({ page: '', rest: '', query: {} as Record<string, string> })

function read(): void {
  const [path = '', search = ''] = location.hash.replace(/^#\/?/, '').split('?')
  const [page = '', rest = ''] = path.split('/')
  Object.assign(route, { page, rest, query: Object.fromEntries(new URLSearchParams(search)) })
}

export function address(page: string, query: Record<string, string | number> = {}): string {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString()
  return `#/${page}${search ? `?${search}` : ''}`
}

export const go = (page: string, query?: Record<string, string | number>): void => { location.hash = address(page, query) }

/** Goes on without a way back: after sign-in, after a form was kept. */
export function replace(page: string): void {
  history.replaceState(history.state, '', address(page))
  read()
}

addEventListener('hashchange', read)
read()
