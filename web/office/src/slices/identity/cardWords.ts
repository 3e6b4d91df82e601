// Words of the card of one-time codes: handing it out, ending it, the print.
import { defineWords } from '@shared/i18n/words'

export const cardWords = defineWords({
  title: ['电话报送码', 'Card of codes'],
  whose: ['{name}（{scope}）', '{name} ({scope})'],
  what: ['没有智能手机的，打电话报货。乡镇录入时请对方读卡上的下一个码，就知道是本人打来的。一张卡 20 个码，按顺序用，每个只用一次。', 'For reporting by phone call: the clerk asks for the next code of the card, and so knows who called. A card has 20 codes, used in their order, each once.'],
  none: ['现在没有在用的卡。', 'There is no card in force.'],
  standing: ['在用的是第 {card} 号卡，{at} 打印。下一个是第 {next} 个码，还剩 {left} 个；还可以输错 {tries} 次。', 'Card No. {card} of {at} is in force. Code No. {next} comes next, {left} are left, and {tries} wrong tries.'],
  replaces: ['打印新卡，旧卡随即作废。', 'A new card ends the old one.'],
  make: ['打印新卡', 'Print a new card'],
  end: ['作废这张卡', 'End this card'],
  ended: ['已作废', 'Ended'],
  print_title: ['电话报送码打印', 'Print a card of codes'],
  once: ['码只在这里显示一次：打印出来交给本人，不拍照、不转发。', 'The codes are shown this once: print them and hand them over; no photos, no forwarding.'],
  gone: ['没有要打印的卡', 'No card to print'],
  gone_hint: ['码只显示一次。要再印，到「岗位」里打印新卡，旧卡作废。', 'Codes are shown once. Print a new card under posts; the old one ends.'],
  head: ['{county} 电话报送码', '{county}: codes for reports by phone'],
  number: ['第 {card} 号卡', 'Card No. {card}'],
  made: ['{day} 起用', 'In use from {day}'],
  use: ['打电话报货时，乡镇说要第几个码，就读那一个。读过的划掉。', 'When you ring to report, the township says which number it wants: read that one, then cross it out.'],
  keep: ['不给别人看。没有人会打来向你要码；丢了马上告诉乡镇，换一张。输错 {tries} 次，这张卡作废。', 'Show it to nobody. Nobody rings you to ask for a code; when it is lost, tell the township at once. {tries} wrong codes end it.'],
})
