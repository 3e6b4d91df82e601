// The field app without a network: every file of the folder is kept, and served from there. The API passes by
// untouched, so that nobody ever sees an old answer for a new one; what was filled in lives in IndexedDB, not here.
// Vite's build fills in version and files (worker.ts).
const VERSION = '@version'
const FILES = ['@files']
const CACHE = `huoshui-field-${VERSION}`
const START = 'index.html'
const base = new URL('./', self.location.href)
const at = (file) => new URL(file, base).href

self.addEventListener('install', (event) => {
  // `reload`: what the browser happens to have cached may be of another version.
  const wanted = FILES.map((file) => new Request(at(file), { cache: 'reload' }))
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)))
})

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('huoshui-field-') && name !== CACHE
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()))
})

// A new version waits until the person says so: nothing changes under a form that is being filled in.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(base.href)) return
  const file = request.mode === 'navigate' ? START : url.pathname.slice(base.pathname.length)
  if (!FILES.includes(file)) return
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(at(file))).then((kept) => kept || fetch(request)))
})
