// A producer with a phone: peaches whose listing ends soon, plums whose application was returned, peaches that do not
// sell and a school that wants some; an offer that was sent.
import assert from 'node:assert/strict'
import { setUp } from './county.mjs'
import { day } from './field.mjs'
import { itemOf } from './supply.mjs'

/** 孙 speaks for the producer, 张 reports for the village, 李 is its township's, 郑 buys for the school. */
export async function openProducer(server) {
  const county = await setUp(server)
  const town = await county.division('灵官殿镇')
  const [village] = (await county.admin.get(`/divisions?parent=${town}&limit=2`)).items
  const office = await county.person('wang', '王建国', 'county_office')
  const colleague = await county.person('humin', '胡敏', 'county_office')
  const li = await county.person('limei', '李红梅', 'township_supervisor', town)
  const zhang = await county.person('zhang', '张小兰', 'information_officer', village.id)
  const producer = (await office.post('/producers', { kind: 'cooperative', name: '灵官殿黄桃专业合作社', division: village.id, document_kind: 'none', contact: { name: '孙富贵', phone: '13800000000' } })).id
  const product = async (name) => (await office.post('/products', { producer, name, legal_class: 'edible_farm', farm_group: 'fruit', unit: 'g', origin: village.id, unit_price_fen: 1000, price_per: 1000 })).id
  const [peach, plum] = [await product('黄桃'), await product('李子')]
  const open = async (products, reason) => (await office.post('/certifications', { producer, way: 'survey', year: new Date().getFullYear() - 1, products, reason })).id
  const listed = await open([peach], '带动 8 户务工')
  await colleague.post(`/certifications/${listed}/paper-listing`, { paper: '邵扶消〔2020〕1号', valid_from: day(-300), valid_to: day(30) })
  const returned = await open([plum], '新种的李子')
  await li.post(`/certifications/${returned}/township-check`, { pass: false, reason: '缺去年的工资表' })
  const sun = await county.person('sun', '孙富贵', 'producer', producer)

  const crop = (await office.post('/crops', { name: '黄桃', season_from: '01-01', season_to: '12-31', odd_g: 100_000_000, products: [peach] })).id
  await office.post(`/crops/${crop}/growers`, { divisions: [village.id], from_day: day(-10) })
  await office.post('/helplines', { purpose: 'market', division: town, name: '李红梅', phone: '0739-2651234', reach_hours: '工作日' })
  const unit = (await office.post('/units', { kind: 'school', name: '邵东一中', union_name: '邵东一中工会', field: '教育' })).id
  const zheng = await county.person('zheng', '郑某', 'unit_buyer', unit)

  let before = null
  /** Goods reported as unsalable, wanted by the school; the offer that a plan makes of it, sent. What was reported before is taken back. */
  async function offer(said, kg, of = {}) {
    if (before) await zhang.post(`/unsalable-reports/${before}/withdrawal`, { reason: '已经卖了' })
    const unsalable = { grade: 'already', quantity: { said }, ripe_on: day(0), spoil_on: day(20), fen_per_kg: 500, ...of }
    const { outcomes } = await zhang.post('/supply-uploads', { via: 'office', items: [itemOf(village.id, crop, { unsalable })] })
    assert.equal(outcomes[0].went, 'taken')
    before = outcomes[0].number
    await zheng.post('/demands', { crop, unit, division: town, kg, from_day: day(1), to_day: day(4), max_fen_per_kg: 900 })
    await office.post('/matching-runs', {})
    const [{ id, source_id }] = (await office.get('/offers?state=proposed')).items
    assert.equal(source_id, before)
    await office.post(`/offers/${id}/acts`, { act: 'sent' })
    return id
  }
  return { county, office, colleague, li, zhang, zheng, sun, village, town, producer, peach, plum, crop, listed, returned, unit, offer }
}
