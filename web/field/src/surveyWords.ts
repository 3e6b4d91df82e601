// Words of rounds of surveys, and of what is asked before something odd goes out.
import { defineWords } from '@shared/i18n/words'

export const survey = defineWords({
  asked: ['本轮摸底', 'Survey asked now'],
  due: ['{name}，{due}前报', '{name}, due {due}'],
  last: ['上次：{area} 亩，{said}', 'Last time: {area} mu, {said}'],
  none: ['今年没有', 'None this year'],
  fill: ['填摸底', 'Fill in'],
  of_round: ['{name}。数字从上次摸底带过来，请改成今年的。', '{name}. The figures are those of the last survey; make them this year’s.'],
  of_round_new: ['{name}。', '{name}.'],
})

export const odd = defineWords({
  title: ['数字和平常不一样', 'An unusual figure'],
  still: ['没填错的话可以照发，乡镇会先核实。', 'If it is right, send it; the township looks at it first.'],
  send: ['仍然发出', 'Still send'],
  back: ['回去改', 'Go back'],
  above: ['超过一次的上限：{than}', 'Above the limit of one report: {than}'],
  below: ['低于一次的下限：{than}', 'Below the least of one report: {than}'],
  yield_low: ['合每亩 {now}，一般不低于 {than}', 'That is {now} a mu; usually no less than {than}'],
  yield_high: ['合每亩 {now}，一般不高于 {than}', 'That is {now} a mu; usually no more than {than}'],
  jump_up: ['超过上次的 {times} 倍，上次是 {than}', 'More than {times} times the last one, which was {than}'],
  jump_down: ['不到上次的 {times} 分之一，上次是 {than}', 'Less than 1/{times} of the last one, which was {than}'],
})
