import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { address, call, exportAddress, get, post } from './api'
import { fieldPath, Problem } from './problem'
import { onSignedOut } from './send'
import { away, reached } from './reach'

const answers: (() => Response)[] = []
const seen: Request[] = []
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })
const cut = () => { throw new TypeError('cut') }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', async (request: Request) => {
    seen.push(request)
    return (answers.shift() ?? cut)()
  })
  document.cookie = 'huoshui_csrf=t%3Dk'
})
afterEach(() => {
  answers.length = 0
  seen.length = 0
  reached()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('requests', () => {
  it('carry language, and on writes the CSRF token and a key of their own', async () => {
    answers.push(json({ a: 1 }), json({}), json({}))
    expect(await get('/tasks')).toEqual({ a: 1 })
    await post('/entries', { x: 1 })
    await post('/entries', { x: 1 })
    const [read, first, second] = seen
    expect(read?.headers.get('accept-language')).toBe('zh-CN')
    expect(read?.headers.get('idempotency-key')).toBeNull()
    expect(first?.headers.get('x-huoshui-csrf')).toBe('t=k')
    expect(first?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(second?.headers.get('idempotency-key')).not.toBe(first?.headers.get('idempotency-key'))
  })

  it('send a write again under the same key when no answer came', async () => {
    answers.push(cut, json({}, 502), json({ done: true }, 200, { 'idempotency-replayed': 'true' }))
    const sent = call<{ done: boolean }>('POST', '/entries', { body: { x: 1 } })
    await vi.runAllTimersAsync()
    expect((await sent).replayed).toBe(true)
    expect(new Set(seen.map((one) => one.headers.get('idempotency-key'))).size).toBe(1)
    expect(seen).toHaveLength(3)
  })

  it('say that the server is away after three tries, until it answers', async () => {
    const sent = get('/tasks').catch((caught: unknown) => caught)
    await vi.advanceTimersByTimeAsync(2500)
    const problem = await sent
    expect(problem).toBeInstanceOf(Problem)
    expect((problem as Problem).away).toBe(true)
    expect(away.value).toBe(true)
    answers.push(json({}))
    await get('/tasks')
    expect(away.value).toBe(false)
  })

  it('carry If-Match and give back the ETag', async () => {
    answers.push(json({}, 200, { etag: '"2"' }))
    expect((await call('PUT', '/outlets/1', { body: {}, ifMatch: '"1"' })).etag).toBe('"2"')
    expect(seen[0]?.headers.get('if-match')).toBe('"1"')
  })

  it('understand an answer without a body', async () => {
    answers.push(() => new Response(null, { status: 204 }))
    expect((await call('DELETE', '/session')).data).toBeUndefined()
  })
})

describe('refusals', () => {
  it('become problems with fields by dotted path', async () => {
    answers.push(json({ type: 'about:blank', title: '不能保存', code: 'entry.invalid', status: 422, errors: [{ field: '/lines/0/price_fen', code: 'range', message: '单价要大于 0' }] }, 422))
    const problem = await post('/entries', {}).catch((caught: unknown) => caught as Problem)
    expect(problem).toMatchObject({ status: 422, code: 'entry.invalid', title: '不能保存' })
    expect((problem as Problem).messageFor('lines.0.price_fen')).toBe('单价要大于 0')
  })
  it('that are no problem document still are problems', async () => {
    answers.push(() => new Response('<html>', { status: 500, headers: { 'content-type': 'text/html' } }))
    expect(await get('/tasks').catch((caught: unknown) => caught)).toMatchObject({ status: 500, code: 'http_500' })
  })
  it('of the session tell the shell', async () => {
    const told = vi.fn()
    onSignedOut(told)
    answers.push(json({ title: 'x', code: 'session.missing' }, 401))
    await get('/tasks').catch(() => null)
    expect(told).toHaveBeenCalledOnce()
  })
  it.each([['/a/0/b', 'a.0.b'], ['#/a', 'a'], ['name', 'name'], ['/a~1b/c~0d', 'a/b.c~d'], ['', '']])('%s → %s', (pointer, path) => expect(fieldPath(pointer)).toBe(path))
})

describe('addresses', () => {
  it('leave out what is not set', () => expect(address('/outlets', { kind: 'shop', q: '', cursor: null, limit: 50 })).toBe('/api/v1/outlets?kind=shop&limit=50'))
  it('repeat lists', () => expect(address('/outlets', { kind: ['shop', 'area'] })).toBe('/api/v1/outlets?kind=shop&kind=area'))
  it('of exports keep filters and sort, not the page', () => expect(exportAddress('/outlets', { kind: 'shop', sort: '-name', cursor: 'x', limit: 50 }, 'xlsx')).toBe('/api/v1/outlets?kind=shop&sort=-name&format=xlsx'))
})
