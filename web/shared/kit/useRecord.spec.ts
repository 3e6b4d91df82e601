import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { flushPromises, mount } from '@vue/test-utils'
import { createI18n } from 'vue-i18n'
import RecordForm from './RecordForm.vue'
import { useRecord } from './useRecord'

interface Shop { name: string; hours: string }
/** A server with one record and its state's name. */
const server = { shop: { name: '城东店', hours: '8-18' } as Shop, state: 1, asked: [] as Request[] }

beforeEach(() => {
  Object.assign(server, { shop: { name: '城东店', hours: '8-18' }, state: 1, asked: [] })
  vi.stubGlobal('fetch', async (request: Request) => {
    server.asked.push(request)
    const expected = request.headers.get('if-match')
    const head = (): HeadersInit => ({ 'content-type': 'application/json', etag: `"${server.state}"` })
    if (request.method === 'PUT') {
      if (expected && expected !== `"${server.state}"`) {
        const body = { type: '/problems/edge.changed', title: '记录已被他人修改，请刷新后再改', status: 412, code: 'edge.changed' }
        return new Response(JSON.stringify(body), { status: 412, headers: { 'content-type': 'application/problem+json' } })
      }
      server.shop = (await request.json()) as Shop
      server.state += 1
    }
    return new Response(JSON.stringify(server.shop), { headers: head() })
  })
})
afterEach(() => { vi.unstubAllGlobals() })
const lastPut = (): string | null | undefined => server.asked.filter((one) => one.method === 'PUT').at(-1)?.headers.get('if-match')

describe('a record', () => {
  it('is corrected from the state that is shown, again and again', async () => {
    const record = useRecord<Shop>(() => '/outlets/1')
    await flushPromises()
    await record.put({ name: '城西店', hours: '8-18' })
    expect(lastPut()).toBe('"1"')
    await record.put({ name: '城南店', hours: '8-18' })
    expect(lastPut()).toBe('"2"')
    expect(record.now).toEqual({ name: '城南店', hours: '8-18' })
  })
  it('learns the state that an act left', async () => {
    const record = useRecord<Shop>(() => '/outlets/1')
    await flushPromises()
    server.state = 5
    record.take({ name: '城东店', hours: '8-18' })
    await flushPromises()
    await record.put({ name: '城西店', hours: '8-18' })
    expect(lastPut()).toBe('"5"')
  })
  it('refuses to overwrite, reads again, and keeps what was entered', async () => {
    const record = useRecord<Shop>(() => '/outlets/1')
    await flushPromises()
    const start = () => ({ ...record.now! })
    const i18n = createI18n({ legacy: false, locale: 'zh', missingWarn: false, fallbackWarn: false, messages: { zh: {} } })
    const fields = [{ key: 'name', label: '名称', kind: 'text' as const }, { key: 'hours', label: '时间', kind: 'text' as const }]
    const form = mount(RecordForm, { props: { fields, start: start(), send: record.put, fresh: record.fresh(start) }, global: { plugins: [i18n] } })
    await form.findAll('input')[0]!.setValue('城西店')
    Object.assign(server, { shop: { name: '城东店', hours: '9-20' }, state: 2 })
    await form.find('form').trigger('submit')
    await flushPromises()
    expect(form.find('[role=alert]').text()).toContain('记录已被他人修改')
    expect(server.shop.name).toBe('城东店')
    await form.find('[role=alert] button').trigger('click')
    await flushPromises()
    expect(form.findAll('input').map((input) => input.element.value)).toEqual(['城西店', '9-20'])
    await form.find('form').trigger('submit')
    await flushPromises()
    expect(lastPut()).toBe('"2"')
    expect(server.shop).toEqual({ name: '城西店', hours: '9-20' })
  })
})
