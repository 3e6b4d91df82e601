import { describe, expect, it } from 'vitest'
import { addWords, i18n } from '@shared/i18n'
import { words as outlets } from '../outlets/words'
import { detailText } from './detail'
import { words } from './words'

addWords('identity', words)
addWords('outlets', outlets)

describe('detail of the audit trail', () => {
  it.each([
    ['', '', ''],
    ['own_till: true → false', '自有收银系统：是 → 否', 'Own till: yes → no'],
    ['kind: shop → area; name: 城东店 → 城西店', '类别：授权店 → 专区；名称：城东店 → 城西店', 'Kind: Shop → Area; Name: 城东店 → 城西店'],
    ['contact.phone; personal: phone, bank', '电话；已更换（内容不记录）：电话、收款账户', 'Phone; Replaced, content not kept: Phone, Account for pay-outs'],
    ['unit_price_fen: 2000 → 2550; pack_g: – → 250; … +3', '参考价：¥20.00 → ¥25.50；每件净重：– → 0.5 斤；另有 3 项', 'Usual price: ¥20.00 → ¥25.50; Net weight of a piece: – → 0.5 jin; and 3 more'],
    ['closed_on: 9999-12-31 → 2026-01-01', '停业日期：– → 2026-01-01', 'Closed: – → 2026-01-01'],
    ['closed_to=2026-03-31', '结账至 2026-03-31', 'Closed up to 2026-03-31'],
    ['policy=shaodong-2020/9f', 'policy=shaodong-2020/9f', 'policy=shaodong-2020/9f'],
    ['frobs: 1 → 2', 'frobs：1 → 2', 'frobs: 1 → 2'],
  ])('%s', (kept, zh, en) => {
    i18n.global.locale.value = 'zh-CN'
    expect(detailText(kept)).toBe(zh)
    i18n.global.locale.value = 'en'
    expect(detailText(kept)).toBe(en)
  })
})
