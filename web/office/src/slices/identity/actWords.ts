// The audit trail's acts, `noun.verb`, in the reader's words. An act without words is shown as it is kept.
import { defineWords } from '@shared/i18n/words'

export const actWords = defineWords({
  noun: {
    account: ['提货券账户', 'Voucher account'], authorisation: ['授权', 'Authorisation'], backup: ['备份', 'Backup'], book: ['台账', 'Book'], brand: ['品牌', 'Brand'],
    certification: ['认定', 'Certification'], closing: ['日结', 'Daily closing'], collection: ['代领', 'Collection by another'], consignment: ['代销', 'Consignment'],
    count: ['盘点', 'Stocktaking'], county: ['本县', 'County'], display: ['陈列', 'Display'], division: ['区划', 'Division'], employment: ['务工', 'Employment'],
    entry: ['单据', 'Entry'], evidence: ['佐证', 'Evidence'], exception: ['目录外例外', 'Exception'], handover: ['岗位交接', 'Hand-over'], help: ['支持', 'Help'], holidays: ['节假日安排', 'Holiday plan'], household: ['帮扶对象', 'Household'],
    import: ['导入', 'Import'], loss: ['报损', 'Loss'], opening: ['期初', 'Opening stock'], opening_total: ['期初累计', 'Opening total'], outlet: ['门店', 'Outlet'], password: ['密码', 'Password'],
    invoice: ['收购发票', 'Purchase invoice'], payee: ['收款账号', 'Payee'], payment: ['收购款', 'Payment for produce'], point: ['收购点', 'Collection point'],
    payout: ['付款', 'Pay-out'], period: ['期间', 'Period'], person: ['人员', 'Person'], policy: ['政策', 'Policy'], post: ['岗位', 'Post'], price: ['价格', 'Price'],
    producer: ['供货主体', 'Producer'], product: ['产品', 'Product'], programme: ['发放计划', 'Programme'], purchase: ['进货', 'Purchase'], refusal: ['拒不配合认定', 'Refusal'],
    repacking: ['分装', 'Repacking'], return: ['退货', 'Return'], revocation: ['取消授权', 'Revocation'], sale: ['销货', 'Sale'], session: ['登录', 'Session'],
    settlement: ['核算', 'Settlement'], shift: ['交接班', 'Shift'], sign_in: ['登录纸条', 'Sign-in slips'], sign_off: ['签领表', 'Sign-off sheet'], slip: ['纸质券', 'Slip'],
    statement: ['结算单', 'Statement'], token: ['程序令牌', 'Token'], totp: ['两步登录', 'Two-step sign-in'], transfer: ['调拨', 'Transfer'], unit: ['单位', 'Unit'],
    voucher: ['提货券', 'Voucher'], worker: ['职工', 'Worker'],
  },
  verb: {
    add_alias: ['加别名', 'name added'], add_badge: ['加标识', 'badge added'], add_member: ['加成员', 'member added'], add_quality: ['登记属性', 'quality added'], add_status: ['登记身份', 'status added'],
    allow: ['登记', 'allowed'], attach: ['附上', 'attached'], allow_own: ['本人登记', 'allowed by oneself'], blacklist: ['列入黑名单', 'blacklisted'], block: ['冻结', 'blocked'], change: ['更改', 'changed'], close: ['结束', 'closed'],
    commit: ['写入', 'taken in'], confirm: ['确认', 'confirmed'], correct: ['更正', 'corrected'], decide: ['决定', 'decided'], department_check: ['部门核查', 'checked by department'], draw: ['出具', 'drawn'],
    end: ['结束', 'ended'], end_status: ['终止身份', 'status ended'], establish: ['登记', 'established'], fall: ['撤销', 'fell'], follow: ['撤并后随迁', 'followed a merger'], freeze: ['定案', 'frozen'], give: ['登记', 'given'], grant: ['授予', 'granted'],
    import: ['导入', 'imported'], invite: ['邀请', 'invited'], issue: ['发放', 'issued'], leave: ['离任', 'left'], list: ['列入目录', 'listed'], list_on_paper: ['凭文件列入目录', 'listed by paper'],
    make: ['新建', 'made'], member_leaves: ['成员离开', 'member left'], merge: ['撤并', 'merged'], object: ['登记异议', 'objected'], open: ['开始', 'opened'], pay: ['支付', 'paid'], preview: ['预览', 'previewed'],
    bank_file: ['导出银行代发文件', 'file for the bank written'], data: ['导出开票资料', 'data exported'], hand_in: ['上报', 'handed in'], keep: ['登记', 'kept'], name: ['登记', 'named'], take_off: ['撤下', 'taken off'],
    print: ['打印', 'printed'], propose: ['提议', 'proposed'], propose_renewal: ['申请续期', 'renewal proposed'], put: ['采用', 'put in force'], record: ['登记', 'recorded'], register: ['登记', 'registered'], reissue: ['补发', 'reissued'], remember: ['记住对应', 'mapping kept'],
    remove: ['移除', 'removed'], renew: ['续期', 'renewed'], renew_notice: ['重算公示止日', 'end of notice counted again'], reset: ['重置', 'reset'], resubmit: ['再报', 'handed in again'], resume: ['恢复', 'resumed'], reveal: ['查看全部信息', 'seen in full'], reverse: ['红冲', 'reversed'],
    revoke: ['作废', 'revoked'], set: ['设置', 'set'], set_up: ['设置', 'set up'], settle: ['结算', 'settled'], settle_objection: ['处理异议', 'objection settled'], sign: ['签字', 'signed'], simulate: ['模拟', 'simulated'],
    strike: ['作废', 'struck off'], state: ['登记', 'stated'], start_notice: ['开始公示', 'notice started'], suspend: ['暂停', 'suspended'], switch_post: ['切换岗位', 'post switched'], take: ['登记', 'taken in'], take_file: ['导入', 'imported'], take_in: ['入库', 'taken in'],
    township_check: ['乡镇核查', 'checked by township'], unblock: ['解冻', 'unblocked'], undo: ['撤销', 'undone'], view: ['查看', 'opened'], void: ['作废', 'voided'], what_if: ['试算', 'tried out'], withdraw: ['撤回', 'withdrawn'], withdraw_own: ['本人收回', 'withdrawn by oneself'],
  },
  both: ['{noun}：{verb}', '{noun}: {verb}'],
})
