// Listens for alerts of the post: a number from the server grows, and what is new is asked for. Pages may watch `newest`.
import { reactive, watch } from 'vue'
import { get, post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { session } from './session'

type Unread = Api['Unread']

/** After the stream broke off, a page listens again this much later. */
const AGAIN = 15_000

let source: EventSource | null = null
let timer = 0

export const news = reactive({
  count: 0,
  newest: 0,
  async read(upto: number): Promise<void> {
    if (news.count) take(await post<Unread>('/alerts/reading', { upto }))
  },
})

function take({ count, newest }: Unread): void {
  news.count = count
  news.newest = newest
}

function stop(): void {
  source?.close()
  source = null
  window.clearTimeout(timer)
}

/**
 * One stream for the post that is signed in, in the window that is looked at: a browser opens few connections to a
 * server, and windows behind would take them all. Whatever breaks it, the page goes on and listens again later.
 */
function listen(): void {
  stop()
  if (document.hidden) return
  source = new EventSource('/api/v1/events')
  source.addEventListener('news', () => void get<Unread>('/alerts/unread').then(take, () => {}))
  source.addEventListener('error', () => {
    stop()
    if (session.now) timer = window.setTimeout(listen, AGAIN)
  })
}

/** Begins with the app; another post or another person is another stream. */
export function follow(): void {
  watch(() => session.now?.post.id, (signedIn) => {
    take({ count: 0, newest: 0 })
    if (signedIn) listen()
    else stop()
  }, { immediate: true })
  document.addEventListener('visibilitychange', () => { if (session.now) listen() })
}
