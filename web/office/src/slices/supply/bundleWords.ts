// Words of files that phones made where there was no network.
import { defineWords } from '@shared/i18n/words'

export const bundleWords = defineWords({
  take: ['收手机文件', 'Take a phone’s file'],
  title: ['收手机文件', 'Take a phone’s file'],
  lead: ['几天没有网络的村，手机会把待发的上报、收购单和照片存成加密文件请人带来。里面的仍算在填的人名下；文件被改过、给别的县的、手机已解除绑定的不收。', 'Where there is no network for days, a phone saves the reports, slips and photos that wait as a closed file for somebody to carry. They stay with who filled them in; a file that was changed, is for another county, or of a phone that was ended, is not taken.'],
  verb: ['交上去', 'Hand in'],
  done: ['好', 'Done'],
  from: ['{place}，{device}，{at} 存的文件', '{place}, {device}, saved {at}'],
  items: ['文件里的内容', 'What the file holds'],
  empty: ['文件里没有内容', 'The file holds nothing'],
  at: ['第几条', 'No.'],
  kinds: { supply: ['货源', 'Supply'], nothing: ['本期没有', 'Nothing'], survey: ['摸底', 'Survey'], unsalable: ['滞销', 'Unsalable'], advice: ['技术指导', 'Guidance'], intake: ['收购单', 'Slip'], mix: ['拼批', 'Mix'], hand_over: ['交货', 'Handed over'], pay: ['付款', 'Payment'], photo: ['照片', 'Photo'] },
  went: ['结果', 'Outcome'],
  ends: { taken: ['已收', 'Taken'], known: ['以前收过', 'Known'], quarantined: ['已收，时间待核对', 'Taken, time in doubt'], refused: ['没收', 'Refused'] },
  why: ['原因', 'Why'],
})
