// Fields of the records that are corrected, as the audit trail names them. A field without words stands as it is kept.
import { defineWords } from '@shared/i18n/words'

export const detailWords = defineWords({
  personal: ['已更换（内容不记录）：{what}', 'Replaced, content not kept: {what}'],
  more: ['另有 {count} 项', 'and {count} more'],
  closed_to: ['结账至 {day}', 'Closed up to {day}'],
  one: ['{label}：{value}', '{label}: {value}'],
  join: ['；', '; '],
  yes: ['是', 'yes'],
  no: ['否', 'no'],
  field: {
    name: ['名称', 'Name'], kind: ['类别', 'Kind'], level: ['级别', 'Level'], code: ['区划代码', 'Code'], parent: ['上级', 'Above'], parent_name: ['上级', 'Above'], aliases: ['别名', 'Other names'],
    other_names: ['别名', 'Other names'], qualities: ['属性', 'Qualities'], quality_periods: ['属性的期间', 'Periods of qualities'], past_codes: ['旧区划代码', 'Past codes'], successor: ['并入', 'Merged into'],
    valid_from: ['起始日期', 'From'], valid_to: ['截止日期', 'Until'], note: ['备注', 'Remark'], place: ['所在地', 'Place'], division: ['所在区划', 'Division'], division_name: ['所在区划', 'Division'],
    phone: ['电话', 'Phone'], id_number: ['身份证号', 'ID number'], members: ['人数', 'Members'], people: ['家庭成员', 'Members of the household'], kinds: ['帮扶身份', 'Status'], statuses: ['帮扶身份的期间', 'Periods of status'],
    address: ['地址', 'Address'], hours: ['营业时间', 'Opening hours'], operator: ['经营者', 'Run by'], credit_code: ['统一社会信用代码', 'Credit code'], credit_code_valid: ['信用代码校验', 'Check of the credit code'],
    contact: ['联系人', 'Contact'], contact_name: ['负责人', 'Person in charge'], contact_phone: ['负责人电话', 'Phone of the person in charge'], bank: ['收款账户', 'Account for pay-outs'], bank_account: ['收款账户', 'Account for pay-outs'],
    own_till: ['自有收银系统', 'Own till'], platform: ['电商平台', 'Platform'], opened_on: ['开业日期', 'Opened'], closed_on: ['停业日期', 'Closed'], state: ['授权', 'Authorisation'], needs_authorisation: ['须经授权', 'Needs an authorisation'],
    certificate: ['证书编号', 'Certificate'], certificate_code: ['查询码', 'Code to verify'], revocation: ['取消授权的提议', 'Proposal to revoke'], login: ['登录名', 'Login'], status: ['状态', 'State'], locked: ['登录锁定', 'Sign-in locked'], totp: ['两步登录', 'Two-step sign-in'], posts: ['岗位', 'Posts'],
    document_kind: ['证照种类', 'Kind of document'], document_number: ['证照号', 'Document'], document_verdict: ['证照校验', 'Check of the document'], registered_address: ['注册地址', 'Registered address'], warnings: ['提示', 'Warnings'],
    household: ['农户', 'Household'], products: ['产品', 'Products'], listed_products: ['在册产品数', 'Listed products'], blacklisted_at: ['列入黑名单时间', 'Blacklisted at'], producer: ['供货主体', 'Producer'], producer_name: ['供货主体', 'Producer'],
    legal_class: ['法定类别', 'Legal class'], farm_group: ['农产品种类', 'Group'], spec: ['规格', 'Specification'], unit: ['计量', 'Unit'], piece_word: ['件的名称', 'Word for a piece'], pack_g: ['每件净重', 'Net weight of a piece'],
    unit_price_fen: ['参考价', 'Usual price'], price_per: ['参考价的计量（克或件）', 'Price per (g or piece)'], price_per_jin_fen: ['每斤价', 'Price per jin'], price_per_kg_fen: ['每公斤价', 'Price per kg'], origin: ['产地', 'Origin'], origin_division: ['产地', 'Origin'], local: ['本地产品', 'Local'],
    listed: ['在册', 'Listed'], listed_to: ['在册至', 'Listed to'], badges: ['标识', 'Badges'], badge_periods: ['标识的期间', 'Periods of badges'], listings: ['在册的期间', 'Listings'], barcode: ['条码', 'Barcode'], ended: ['停止事由', 'Ended for'], open_case: ['办理中的认定', 'Certification under way'],
    shelf_life_days: ['保质期（天）', 'Shelf life (days)'], brand: ['品牌', 'Brand'], ingredients: ['配料', 'Ingredients'], standard_number: ['产品标准代号', 'Standard'], storage: ['贮存条件', 'Storage'], production_licence: ['生产许可证', 'Production licence'],
    workshop_registration: ['小作坊登记证', 'Workshop registration'], maker: ['生产者', 'Maker'], net_content: ['净含量', 'Net content'], grade: ['等级', 'Grade'], additives: ['添加剂', 'Additives'],
    union_name: ['基层工会', 'Union'], field: ['主管系统', 'Field'], department: ['部门', 'Department'], prices: ['价格', 'Prices'], scale_formats: ['标签秤格式', 'Layouts of the label scale'], headers: ['表头', 'Headings'],
    last_seq: ['最后一张单据', 'Last entry'], head_hash: ['台账末端哈希', 'Hash of the last entry'], till_closed_to: ['收银日结至', 'Till closed up to'], stock_kept: ['按库存收银', 'Sells only what is in stock'],
  },
})
