// Words of the home page.
import { defineWords } from '@shared/i18n/words'

export const words = defineWords({
  title: ['今天要办', 'What needs me today'],
  nav: ['今天', 'Today'],
  empty: ['今天没有要办的事', 'Nothing needs you today'],
  does: {
    county_admin: ['这个岗位管账号和岗位、区划、节假日安排、政策文件和备份，不办业务。', 'This post minds accounts and posts, divisions, holiday plans, policy files and backups; it decides no cases.'],
    county_office: ['这个岗位决定认定和授权，登记支持与例外，核对并定案年度核算。', 'This post decides certifications and authorisations, records help and exceptions, and settles the year.'],
    leader: ['这个岗位看全县的进度和结果：核算、门店、货源覆盖、结算，不改数据。', 'This post sees how the county stands: settlements, outlets, goods, statements. It changes nothing.'],
    department: ['这个岗位核查本行业的认定申报，看本行业单位的券；有新申报时会出现在这里。', 'This post checks certifications of its trade and sees its units’ vouchers; new cases appear here.'],
    finance: ['这个岗位支付过了冷静期的结算单；到了可付日会出现在这里。', 'This post pays statements that have cooled off; they appear here on the day they can be paid.'],
    auditor: ['这个岗位核查台账、核算、付款和操作记录，只看不改，没有人派给它的事。', 'This post examines books, settlements, payments and the audit trail. It changes nothing, so nothing is assigned to it.'],
    inspector: ['这个岗位到店核对授权、台账和在售产品，到市场看价登记；别的只看不改。', 'This post compares authorisations, books and goods with what stands in the shop, and enters the prices of markets. It changes nothing else.'],
    township_supervisor: ['这个岗位核实本乡镇的货源上报、认定滞销，核查认定申报，看四员配齐没有；有新的会出现在这里。', 'This post checks the township’s supply reports, unsalable produce, certifications and its four posts; what is new appears here.'],
    technical_guide: ['这个岗位指导本乡镇的生产，看有哪些产品和供货主体。', 'This post guides the township’s growers and sees their products and producers.'],
    information_officer: ['这个岗位按期报本村的货源、滞销，登记帮扶对象和供货主体，递交认定申报；该报的、被退回的会出现在这里。', 'This post reports what the village has and cannot sell, enters households and producers and hands in applications; what is asked or returned appears here.'],
    point_keeper: ['这个岗位记收购点的账：收进谁的货、付了多少、交给哪家店。', 'This post keeps the collection point’s book: from whom, for how much, handed to which outlet.'],
    outlet_manager: ['这个岗位管一家店的账：进货、定价、日结、导入、盘点；要补的事会出现在这里。', 'This post keeps an outlet’s book: purchases, prices, closings, imports, counts; what is owing appears here.'],
    outlet_clerk: ['这个岗位在收银台销售、退货、收券，下班交班。', 'This post sells at the till, takes goods back and vouchers in, and hands over at the end of the shift.'],
    producer: ['这个岗位维护本主体的产品，递交认定申报；被退回、快到期的会出现在这里。', 'This post keeps its producer’s products and hands in applications; returned and ending ones appear here.'],
    unit_buyer: ['这个岗位替单位登记想买的本地货，答复工作专班配来的对接，签合同、收货；待答复的、到期没交齐的会出现在这里。', 'This post states what the unit wants to buy, answers the offers that the county office sends, signs contracts and takes deliveries; what is to answer or overdue appears here.'],
    union_officer: ['这个岗位管职工名单，发券、打印、补发，和门店结算；待确认的结算单会出现在这里。', 'This post keeps the roll, issues and prints vouchers and settles with outlets; statements to confirm appear here.'],
    worker: ['在「我的提货券」看余额、出示用券码；到授权门店买目录内的产品。', 'See the balance and show the code under “My voucher”; buy listed products at authorised outlets.'],
  },
  first: {
    title: ['先做这些', 'Begin with these'],
    people: ['登记人员：可以一次粘贴一份名单', 'Enter people: a list can be pasted at once'],
    posts: ['给每个人一个岗位：工作专班、乡镇、店长、工会……', 'Give each a post: county office, township, shop manager, union …'],
    producers: ['登记供货主体', 'Enter the producers'],
    products: ['登记产品', 'Enter the products'],
    outlets: ['登记门店', 'Enter the outlets'],
    units: ['登记发券的单位和工会', 'Enter the units and unions that issue vouchers'],
  },
  next: ['接下来的日子', 'Next dates'],
  rounds: {
    year_end: ['年度截止：当年的销售、用券、务工收入算到这一天', 'End of the year: sales, vouchers and wages count up to this day'],
    settlement: ['上年度核算核对定案的期限', 'Last year’s settlement is due'],
    holidays: ['国家一般在此前公布次年放假安排，届时载入', 'Next year’s holiday plan is usually out by then and is loaded'],
  },
  due: ['{day} 前', 'by {day}'],
  late: ['已过期限 {day}', 'was due {day}'],
})
