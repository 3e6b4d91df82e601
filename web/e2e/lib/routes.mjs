// Answers for pages shown without a server (kit and shell screenshots). Browser tests of real work use the binary.

const county = (simulated) => ({ id: '430582', name: '邵东市', kind_word: '市', simulated })
const posts = [
  { id: 1, role: 'county_office', scope_kind: 'county', scope_id: 0, scope_name: '邵东市' },
  { id: 2, role: 'auditor', scope_kind: 'county', scope_id: 0, scope_name: '邵东市' },
]
export const session = (simulated = true) => ({
  person: { id: 1, name: '王建国', login: 'wang', totp: false }, posts, post: posts[0], permissions: [], county: county(simulated), words: {}, day: '2026-11-23',
})
export const nobody = { person: null, posts: [], post: null, permissions: [], county: county(false), words: {}, day: '2026-11-23' }

const tasks = [
  { kind: 'certification.decide', title: { zh: '产品认定待县级审核', en: 'Certifications to decide' }, count: 3, due_on: '2026-11-20', to: '/' },
  { kind: 'import.differs', title: { zh: '购销台账导入有差异', en: 'Imports that differ' }, count: 1, due_on: null, to: '/' },
]
const names = ['大禾塘授权店', '两市塘生活馆', '黑田铺专区', '界岭专柜']
export const samples = Array.from({ length: 40 }, (_, i) => ({
  id: i, outlet: names[i % 4], day: `2026-11-${String((i % 28) + 1).padStart(2, '0')}`, product: i % 3 ? '黄花菜' : '黄桃罐头',
  quantity_g: 12500 * (i + 1), amount_fen: 98765 * (i + 1), share_ppm: 712345, state: i % 3 ? 'booked' : 'open', made_at: '2026-11-23T06:05:00Z', holder: '周*',
}))

/** Puts the answers in place; `more` maps a path under /api/v1 to a body, or to [status, body]. */
export async function answer(page, more = {}) {
  const bodies = {
    '/session': session(), '/tasks': { items: tasks, next: null }, '/samples': { items: samples, next: 'c', total: { count: 240, amount_fen: 123456789, quantity_g: 9876500 } },
    '/sessions': { items: [{ id: 1, current: true, origin: '10.0.0.8', made_at: '2026-11-23T00:05:00Z', ends_at: '2026-11-23T12:05:00Z' }, { id: 2, current: false, origin: '10.0.0.9', made_at: '2026-11-22T00:05:00Z', ends_at: '2026-11-23T12:05:00Z' }] },
    '/alerts/unread': { count: 0, newest: 0 },
    '/sign-in-links/x': { login: 'wang', name: '王*' },
    '/setup/policies': { items: [{ id: 'shaodong-2020', title: { zh: '邵东市 2020', en: 'Shaodong 2020' }, effective_from: '2020-01-01' }] },
    '/setup/counties': { items: [{ code: '430582', name: '邵东市', within: '湖南省 邵阳市' }] },
    ...more,
  }
  await page.route('**/api/v1/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/api/v1', '')
    if (path === '/events') return route.fulfill({ status: 200, contentType: 'text/event-stream', body: 'event: news\ndata: 0\n\n' })
    const found = bodies[path]
    const [status, body] = Array.isArray(found) && typeof found[0] === 'number' ? found : [found === undefined ? 404 : 200, found ?? { title: '没有', code: 'not_found' }]
    return route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', body: JSON.stringify(body) })
  })
}
