// Words of reports by phone call and how their caller confirms them.
import { defineWords } from '@shared/i18n/words'

export const callWords = defineWords({
  caller: ['谁打来的', 'Who called'],
  somebody: ['其他人', 'Somebody else'],
  ask_code: ['请对方读第 {number} 个码', 'Ask for code No. {number}'],
  code_help: ['没有卡、卡不在手边的，先不填：照样收下，以后再确认', 'Leave it out where there is no card at hand: it is taken all the same and confirmed later'],
  state: ['本人确认', 'Confirmed by the caller'],
  states: {
    open: ['未经本人确认', 'Not confirmed'],
    code: ['第 {number} 个码确认', 'By code No. {number}'],
    own: ['本人已确认', 'In person'],
    denied: ['本人说不对：{reason}', 'Denied: {reason}'],
  },
  marks: { open: ['未经本人确认', 'Not confirmed'], denied: ['本人说不对', 'Denied by the caller'] },
  confirm: ['读码确认', 'Confirm by code'],
  confirm_text: ['打回去，请对方读卡上的下一个码。', 'Ring back and have the next code of the card read.'],
  confirmed: ['已确认', 'Confirmed'],
  no_card: ['打来的人还没有电话报送码，先在「岗位」里打印一张；也可以请本人在手机上确认。', 'Whoever called has no card of codes: print one under posts, or have it confirmed on their own phone.'],
  waiting: ['待我确认', 'To confirm'],
  waiting_note: ['乡镇接电话替本村录的，对不对点一下。', 'What was entered for your village after a call: say whether it is so.'],
  taken: ['{who} {at} 录入', 'Entered by {who}, {at}'],
  kinds: { supply: ['有货', 'supply'], nothing: ['本期没有', 'nothing'], survey: ['摸底', 'survey'], unsalable: ['滞销', 'unsalable'] },
  right: ['是我报的，没错', 'It is so'],
  wrong: ['不对', 'It is not'],
  wrong_text: ['这一条留着，标成待跟进，乡镇会再来问。', 'It stays, marked for follow-up, and the township asks again.'],
  tell: ['告诉乡镇', 'Tell the township'],
  what_is_wrong: ['哪里不对', 'What is not so'],
  said: ['已告诉乡镇', 'The township is told'],
})
