// Words of files that phones made where there was no network.
import { defineWords } from '@shared/i18n/words'

export const bundleWords = defineWords({
  take: ['收手机文件', 'Take a phone’s file'],
  title: ['收手机文件', 'Take a phone’s file'],
  lead: ['几天没有网络的村，手机会把待发的上报存成文件请人带来。上报仍算在填的人名下；文件被改过、手机已解除绑定的不收。', 'Where there is no network for days, a phone saves what waits as a file for somebody to carry. The reports stay with who filled them in; a file that was changed, or of a phone that was ended, is not taken.'],
  verb: ['交上去', 'Hand in'],
  done: ['好', 'Done'],
  from: ['{place}，{device}，{at} 存的文件', '{place}, {device}, saved {at}'],
  items: ['文件里的上报', 'Reports in the file'],
  empty: ['文件里没有上报', 'The file holds no report'],
  at: ['第几条', 'No.'],
  kinds: { supply: ['货源', 'Supply'], nothing: ['本期没有', 'Nothing'], survey: ['摸底', 'Survey'], unsalable: ['滞销', 'Unsalable'] },
  went: ['结果', 'Outcome'],
  ends: { taken: ['已收', 'Taken'], known: ['以前收过', 'Known'], quarantined: ['已收，时间待核对', 'Taken, time in doubt'], refused: ['没收', 'Refused'] },
  why: ['原因', 'Why'],
})
