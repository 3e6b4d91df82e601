// Words of technical guidance: whom to ring, and what was advised.
import { defineWords } from '@shared/i18n/words'

export const guide = defineWords({
  title: ['技术指导', 'Guidance'], hint: ['打电话问，记下怎么说的', 'Ring and ask; note what was said'],
  ring: ['打电话问', 'Ring'], ring_none: ['部门和乡镇还没有登记技术指导电话。', 'No number for advice is kept yet.'],
  note: ['记一条指导', 'Note advice'], notes: ['指导记录', 'What was advised'],
  none: ['还没有记录。谁问了、怎么答的，记在这里，村、乡镇和部门都看得到。', 'Nothing noted yet. Who asked and what was said is noted here, for village, township and department.'],
  waiting: ['还没发出', 'not sent yet'],
  asker: ['谁问的', 'Who asked'], problem: ['什么问题', 'The problem'], advice: ['怎么指导的', 'What was advised'], follow_on: ['哪天回访', 'Look again on'],
  way: ['怎样指导', 'How'], ways: { call: ['打电话', 'By phone'], visit: ['到现场', 'On the spot'], message: ['发消息', 'By message'] },
  asked_on: ['哪天来问的（不填就是今天）', 'Asked on (today if empty)'], asked_past: ['不晚于今天', 'No later than today'],
  problem_hint: ['叶子发黄、落果…', 'yellow leaves, falling fruit …'], advice_hint: ['用什么药、怎么做', 'what to use, what to do'],
  need_asker: ['请写谁问的', 'Say who asked'], need_problem: ['请写什么问题', 'Say what the problem is'], need_advice: ['请写怎么指导的', 'Say what was advised'], past: ['回访不早于今天', 'Today or later'],
  follow: ['回访，记结果', 'Follow it up'], follows: ['回访第 {no} 条：{problem}', 'Follows note {no}: {problem}'],
  due: ['{day} 回访', 'to look again {day}'], overdue: ['该回访了', 'due'], followed: ['已回访', 'followed up'],
  by: ['{who}，{at}', '{who}, {at}'], asked: ['{day} 来问的', 'asked on {day}'],
})
