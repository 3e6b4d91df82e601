// A county of the real binary with a shop that may sell: entered through the API, as people would.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

export const PASSWORD = 'huoshui-shaodong-2026'

/** Somebody signed in: requests below `/api/v1`, with cookies, CSRF value and a key for each write. */
export class Client {
  constructor(url) { this.url = url; this.cookies = new Map() }

  async send(method, path, body) {
    const headers = { accept: 'application/json, text/html', cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    if (method !== 'GET') Object.assign(headers, { 'x-huoshui-csrf': this.cookies.get('huoshui_csrf') ?? '', 'idempotency-key': randomUUID() })
    const form = body instanceof FormData
    if (body !== undefined && !form) headers['content-type'] = 'application/json'
    const response = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : form ? body : JSON.stringify(body) })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
      this.cookies.set(name, value)
    }
    const text = await response.text()
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`)
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text
  }
  get(path) { return this.send('GET', path) }
  post(path, body = {}) { return this.send('POST', path, body) }
  put(path, body) { return this.send('PUT', path, body) }
}

/** 邵东 set up with an administrator; `person` invites somebody with a post and signs them in. */
export async function setUp(server) {
  const token = /token=([\w-]+)/.exec(server.output())?.[1]
  assert.ok(token, `no set-up link in: ${server.output()}`)
  await new Client(server.url).post('/setup', { token, county: '430582', policy: 'shaodong-2020', admin_name: '管理员', admin_login: 'admin', admin_password: PASSWORD })
  const signIn = async (login) => {
    const client = new Client(server.url)
    await client.post('/session', { login, password: PASSWORD })
    return client
  }
  const admin = await signIn('admin')
  const person = async (login, name, role, scope_id) => {
    const link = await admin.post('/people', { name, login })
    await admin.post(`/people/${link.person}/posts`, { role, scope_id })
    await new Client(server.url).post(`/sign-in-links/${link.path.split('/').pop()}`, { password: PASSWORD })
    return signIn(login)
  }
  const division = async (q) => {
    const found = await admin.get(`/divisions?q=${encodeURIComponent(q)}&limit=20`)
    assert.ok(found.items.length, `no division ${q}`)
    return found.items[0].id
  }
  return { url: server.url, admin, signIn, person, division }
}

/** An authorised shop with listed 黄桃 (weighed), listed 黄花菜 (bags), unlisted 汽水; 陈 its manager, 刘 its clerk. */
export async function openShop(county) {
  const office = await county.person('wang', '王建国', 'county_office')
  const colleague = await county.person('humin', '胡敏', 'county_office')
  const town = await county.division('灵官殿镇')
  const producer = (await office.post('/producers', { kind: 'cooperative', name: '灵官殿黄桃专业合作社', division: town, document_kind: 'none', contact: { name: '孙富贵', phone: '13800000000' } })).id
  const product = async (name, more) => (await office.post('/products', {
    producer, name, legal_class: 'edible_farm', farm_group: 'fruit', unit: 'g', origin: town, unit_price_fen: 2000, price_per: 1000, ...more,
  })).id
  const bags = { unit: 'piece', piece_word: '袋', pack_g: 250, unit_price_fen: 3500, price_per: 1, barcode: '6901234567892', farm_group: 'vegetable' }
  const peach = await product('黄桃', {})
  const lily = await product('黄花菜', bags)
  const soda = await product('汽水', { ...bags, barcode: '', unit_price_fen: 300 })
  const cases = await office.post('/certifications', { producer, way: 'survey', year: 2025, products: [peach, lily], reason: '摸底' })
  await colleague.post(`/certifications/${cases.id}/paper-listing`, { paper: '邵扶消〔2020〕1号', valid_from: '2020-01-01', valid_to: '2030-12-31' })
  const outlet = (await office.post('/outlets', { kind: 'shop', name: '灵官殿授权店', division: town, operator: '陈氏商行', opened_on: '2019-06-01', contact: { name: '陈志强', bank_account: '6222021234567890' } })).id
  await office.post(`/outlets/${outlet}/authorisations`, { on_day: '2019-06-01', reason: '首批授权', document_no: '邵扶消〔2019〕3号' })
  const manager = await county.person('chen', '陈志强', 'outlet_manager', outlet)
  const clerk = await county.person('liu', '刘小燕', 'outlet_clerk', outlet)
  return { office, colleague, manager, clerk, outlet, producer, peach, lily, soda, base: `/outlets/${outlet}` }
}

/** Goods on the shelf and prices at the till. */
export async function stockShop({ manager, base, producer, peach, lily }) {
  await manager.post(`${base}/purchases`, {
    supplier: { producer },
    lines: [
      { product: peach, quantity: { g: 200_000 }, price: { fen: 1000, per: 1000 }, papers: { certificate: 'HGZ-2026-0001' } },
      { product: lily, quantity: { pieces: 120 }, price: { fen: 2200, per: 1 }, papers: { certificate: 'HGZ-2026-0002' } },
    ],
  })
  await manager.put(`${base}/prices`, { prices: [{ product: peach, price_fen: 1000, per: 500, scale_item: '12' }, { product: lily, price_fen: 3500, per: 1 }] })
}

/** A school whose union has issued vouchers of ¥200 to three workers; `slips` are the texts on the printed vouchers. */
export async function issueVouchers(county, { office }) {
  const unit = (await office.post('/units', { kind: 'school', name: '邵东一中', union_name: '邵东一中工会', field: '教育' })).id
  const union = await county.person('wuchunlan', '吴春兰', 'union_officer', unit)
  await union.post(`/units/${unit}/workers`, { rows: [{ name: '周一鸣', phone: '13800000001', department: '语文组' }, { name: '周二妹', phone: '13800000002', department: '数学组' }, { name: '周三多', department: '后勤' }] })
  const programme = (await union.post(`/units/${unit}/programmes`, { year: new Date().getFullYear() })).id
  await union.post(`/programmes/${programme}/issues`, { reason: 'mid_autumn', amount_fen: 20000 })
  const print = await union.post(`/programmes/${programme}/slip-prints`, { reason: '首次发放' })
  const slips = [...print.html.matchAll(/S\d+-\d{4}-?\d{4}|S\d+-\d{8}/g)].map((found) => found[0])
  return { unit, union, programme, slips: [...new Set(slips)], html: print.html }
}

/** Cookies of a client, for a page of the browser. */
export const cookiesOf = (client) => [...client.cookies].map(([name, value]) => ({ name, value, url: client.url }))
