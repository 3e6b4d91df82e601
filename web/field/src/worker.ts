// The service worker from the page's side: registered once; a new version waits until the person takes it, and nothing
// that was filled in is touched by it.
import { ref } from 'vue'

/** The app can be opened without a network. */
export const ready = ref(false)
/** A new version waits. */
export const fresh = ref(false)
/** The version that runs: the hash in the name of this very file. */
export const version = /-([\w-]+)\.js$/.exec(new URL(import.meta.url).pathname)?.[1] ?? 'dev'

let waiting: ServiceWorker | null = null

export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const registration = await navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' })
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => { if (coming.state === 'installed') offer(registration.waiting) })
  })
  await navigator.serviceWorker.ready
  ready.value = true
}

function offer(worker: ServiceWorker | null): void {
  // The very first one takes over by itself: there is nothing older to disturb.
  if (!worker || !navigator.serviceWorker.controller) return
  waiting = worker
  fresh.value = true
}

export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage('take over')
}
