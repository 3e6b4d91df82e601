// A collection point in a village: its keeper, three households that sell, a shop to hand goods to.
import { setUp } from './county.mjs'

/** 钱 keeps the point; 孙, 赵, 周 live in the village; 黄桃 grows there. */
export async function openPoint(server) {
  const county = await setUp(server)
  const town = await county.division('灵官殿镇')
  const [village] = (await county.admin.get(`/divisions?parent=${town}&limit=2`)).items
  const office = await county.person('wang', '王建国', 'county_office')
  const producer = (await office.post('/producers', { kind: 'cooperative', name: '灵官殿黄桃专业合作社', division: village.id, document_kind: 'none', contact: { name: '孙富贵', phone: '13800000000' } })).id
  const product = async (name) => (await office.post('/products', { producer, name, legal_class: 'edible_farm', farm_group: 'fruit', unit: 'g', origin: village.id, unit_price_fen: 1000, price_per: 1000 })).id
  const [peach, plum] = [await product('黄桃'), await product('李子')]
  for (const [n, name] of ['孙大山', '赵春生', '周桂花'].entries()) await office.post('/households', { division: village.id, head: { name, phone: `1380000000${n + 1}` } })
  const outlet = async (kind, name) => (await office.post('/outlets', { kind, name, division: village.id, operator: '村合作社', opened_on: '2026-01-01' })).id
  const [point, shop] = [await outlet('village_point', '梧桐村收购点'), await outlet('shop', '灵官殿授权店')]
  const keeper = await county.person('qian', '钱守田', 'point_keeper', point)
  return { county, office, keeper, village, point, shop, peach, plum, base: `/outlets/${point}` }
}
