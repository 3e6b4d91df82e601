// Words of what the township entered after a call, and the officer confirms.
import { defineWords } from '@shared/i18n/words'

export const call = defineWords({
  title: ['待我确认', 'To confirm'],
  lead: ['乡镇接电话替本村录的，对不对点一下。', 'Entered for your village after a call: say whether it is so.'],
  taken: ['{who}，{at} 录入', 'Entered by {who}, {at}'],
  kinds: { supply: ['有货', 'supply'], nothing: ['本期没有', 'nothing'], survey: ['摸底', 'survey'], unsalable: ['滞销', 'unsalable'] },
  right: ['是我报的，没错', 'It is so'],
  wrong: ['不对', 'It is not'],
  what_is_wrong: ['哪里不对', 'What is not so'],
  tell: ['告诉乡镇', 'Tell the township'],
  away: ['没有网络，有网时再点', 'No network; try again once there is one'],
})
