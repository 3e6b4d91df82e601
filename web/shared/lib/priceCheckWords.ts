// How a market's price, and a doubt about one that is being entered, are said; read by office and phone alike.
import { defineWords, type Pair } from '../i18n/words'
import { decimal, mulDivRound, trimmed } from './digits'
import { moneyText } from './money'
import { prefs } from './prefs'
import type { Doubt, Reference } from './priceCheck'

export const words = defineWords({
  market: ['市场价', 'Market'],
  graded: ['{grade}：', '{grade}: '],
  both: ['{jin}/斤（{kg}/公斤）', '{jin} per jin ({kg} per kg)'],
  median: ['中位价 {price}，{count} 个样本，{days}', 'median {price}, {count} samples, {days}'],
  seen: ['{days}采到的是 {price}，近 7 天没有人采价', '{price} seen on {days}; nobody looked in the last 7 days'],
  paid: ['上次收的价 {price}', 'paid last time: {price}'],
  day: ['{from}', '{from}'],
  days: ['{from}至{to}', '{from} to {to}'],
  against: {
    median: ['市场中位价 {kg}/公斤，{count} 个样本', 'market median {kg} per kg from {count} samples'],
    seen: ['{days}的市场价 {kg}/公斤', 'market price of {days} {kg} per kg'],
    paid: ['上次收的价 {kg}/公斤', 'paid last time {kg} per kg'],
  },
  half: ['请核对：像是按斤的价：{price}/斤 就是 {twice}/公斤；{against}。确实是 {price}/公斤就不用改。', 'Check this: it looks like a price per jin: {price} per jin is {twice} per kg; {against}. If it really is {price} per kg, leave it.'],
  double: ['请核对：像是把公斤的价当成了斤的价：{price}/公斤 比{against}高 {percent}%；{half}/公斤 就是 {half_jin}/斤。确实这么贵就不用改。', 'Check this: it looks like a price per kg taken for one per jin: {price} per kg is {percent} % above the {against}; {half} per kg is {half_jin} per jin. If it really is that dear, leave it.'],
})

function say(pair: Pair, values: Record<string, string | number>): string {
  return pair[prefs.lang === 'en' ? 1 : 0].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Half a fen is shown where there is one. */
const half = (fen: number): string => (fen % 2 === 0 ? moneyText(fen / 2) : `¥${trimmed(decimal(fen * 5, 3, true))}`)

function dayText(day: string): string {
  const [, month = '', date = ''] = day.split('-')
  if (prefs.lang !== 'en') return `${Number(month)}月${Number(date)}日`
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(new Date(`${day}T00:00:00Z`))
}
const daysText = ({ from, to }: Reference): string => (from ? say(from === to ? words.day : words.days, { from: dayText(from), to: dayText(to) }) : '')

/** 「一级：中位价 ¥3.05/斤（¥6.10/公斤），5 个样本，8月8日至8月10日」 */
export function referenceText(reference: Reference): string {
  const price = say(words.both, { jin: half(reference.fen), kg: moneyText(reference.fen) })
  const grade = reference.grade ? say(words.graded, { grade: reference.grade }) : ''
  return grade + say(words[reference.kind], { price, count: reference.samples, days: daysText(reference) })
}

/** The doubt in words: what it looks like, what that would be a kilogram, what it is held against. */
export function doubtText({ looks, fen, against }: Doubt): string {
  const held = say(words.against[against.kind], { kg: moneyText(against.fen), count: against.samples, days: daysText(against) })
  const values = { price: moneyText(fen), twice: moneyText(fen * 2), half: half(fen), half_jin: moneyText(mulDivRound(fen, 1, 4) ?? 0), against: held }
  return say(words[looks], { ...values, percent: mulDivRound(fen - against.fen, 100, against.fen) ?? 0 })
}
