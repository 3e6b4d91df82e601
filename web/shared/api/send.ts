// One request to the server, with everything each request needs: session cookie, CSRF header, language,
// Idempotency-Key on unsafe methods, a safe retry when no answer came. Also the `fetch` of the typed client.
import { prefs } from '../lib/prefs'
import { Problem, problemOf } from './problem'
import { notReached, reached } from './reach'

export const BASE = '/api/v1'
const CSRF_COOKIE = 'huoshui_csrf'
const CSRF_HEADER = 'x-huoshui-csrf'
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Pauses before the second and third try. A retry is safe: reads change nothing, writes carry a key. */
const PAUSES_MS = [400, 1500]

let signedOut: (problem: Problem) => void = () => {}

/** What to do when the server no longer knows the session (401), and why it says so. Set once by the shell. */
export function onSignedOut(handler: (problem: Problem) => void): void { signedOut = handler }

/** A new id for a write; the server answers a repeated one with the first answer. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // randomUUID needs https or loopback; a till on a plain county network has neither.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Sends a request; resolves with an ok response, rejects with a `Problem`. */
export async function send(request: Request): Promise<Response> {
  const response = await sendAny(request)
  if (response.ok || response.status === 304) return response
  const problem = await problemOf(response)
  if (response.status === 401) signedOut(problem)
  throw problem
}

/** As `send`, but a refusal is a response like any other (openapi-fetch wants that). */
export async function sendAny(request: Request): Promise<Response> {
  const ready = prepared(request)
  for (const pause of [...PAUSES_MS, null]) {
    try {
      const response = await fetch(ready.clone())
      if (!isGatewayGap(response)) {
        reached()
        return response
      }
    } catch (caught) {
      if (ready.signal.aborted) throw caught
    }
    if (pause !== null) await new Promise((done) => setTimeout(done, pause))
  }
  notReached()
  throw Problem.unreachable()
}

function prepared(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.set('Accept-Language', prefs.lang)
  if (!headers.has('Accept')) headers.set('Accept', 'application/json, application/problem+json')
  if (!SAFE.has(request.method)) {
    if (!headers.has('Idempotency-Key')) headers.set('Idempotency-Key', newKey())
    const token = cookie(CSRF_COOKIE)
    if (token) headers.set(CSRF_HEADER, token)
  }
  return new Request(request, { headers, credentials: 'same-origin' })
}

/** A proxy answering for a server that is away. */
const isGatewayGap = (response: Response): boolean => response.status === 502 || response.status === 504

function cookie(name: string): string | null {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null
}
