// Words of goods that are passed on in a chat.
import { defineWords } from '@shared/i18n/words'

export const share = defineWords({
  title: ['转发', 'Share'],
  supply: ['{place}有{crop} {said}，{from}至{to}可供{price}。', '{place} has {said} of {crop}, {from} to {to}{price}.'],
  pressing: ['{place} {crop} {said}找销路，{from}成熟，{to}前要卖出{price}。', '{place}: {said} of {crop} for sale, ripe {from}, to be sold by {to}{price}.'],
  offered: ['有人要{place}的{crop} {said}，{from}至{to}交货{price}。', 'Wanted: {said} of {crop} from {place}, {from} to {to}{price}.'],
  played: ['{text}（{played}）', '{text} ({played})'],
  price_tail: ['，{price}', ', {price}'],
  price_value: ['{yuan} 元/斤', '¥{yuan} a jin'],
  head_supply: ['有货', 'For sale'], head_offered: ['有人要货', 'Wanted'], head_pressing: ['找销路', 'Looking for a buyer'],
  quantity: ['数量', 'Quantity'], window: ['可供', 'To be had'], ripe: ['时间', 'When'], price: ['价格', 'Price'], place: ['产地', 'From'],
  window_value: ['{from}至{to}', '{from} to {to}'], ripe_value: ['{from}成熟，{to}前要卖出', 'ripe {from}, to be sold by {to}'],
  scan: ['扫码在活水里看（要有岗位登录）', 'Scan to see it in Huoshui (with a post)'],
  text: ['转发文字和链接', 'Share text and link'], picture: ['转发图片', 'Share the picture'], save: ['存图片', 'Save the picture'],
  saved: ['已存成图片，在手机的“下载”里', 'Saved; it is among the phone’s downloads'],
  picture_alt: ['图片：{text}', 'Picture: {text}'],
  failed: ['这部手机画不出图片，请转发文字。', 'This phone cannot draw the picture; share the text.'],
  file_name: ['{crop}_{said}', '{crop}_{said}'],
  none: ['手机里没有这条上报，或它已被更正。', 'This report is not on this phone, or was corrected.'],
})
