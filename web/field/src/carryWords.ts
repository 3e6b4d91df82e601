// Words of what is carried by hand: a file where there is no network.
import { defineWords } from '@shared/i18n/words'

export const carry = defineWords({
  title: ['几天没网：请人带走', 'No network for days: have it carried'],
  lead: ['把待发的 {count} 条（上报、收购单、照片）存成一个文件，请人带到乡镇，或带到有网的手机上。文件是加密的，只有县里打得开。以后有网了，手机会知道哪些已经收到。', 'Save the {count} that wait (reports, slips, photos) as one file and have somebody carry it to the township or to a phone with a network. It is closed so that only the county can open it. Once there is a network here, this phone learns what has arrived.'],
  left: ['一个文件最多装 {mb} MB 照片，还有 {count} 张没装下：再存一个文件就先装这些。', 'A file takes {mb} MB of photos; {count} found no room. Another file takes these first.'],
  save: ['存成文件', 'Save as a file'], share: ['发给带的人', 'Send to who carries it'],
  saved: ['已存成文件，在手机的“下载”里', 'Saved; it is among the phone’s downloads'], shared: ['已交给别的应用', 'Handed to the other app'],
  last: ['{at} 存过文件', 'Last saved {at}'],
  file_name: ['待发_{place}_{day}', 'unsent_{place}_{day}'],
  no_key: ['用二维码或六位数字绑定过的手机才能存成文件。这部手机是用密码登录的，或绑定后还没有连上过县里。', 'Only a phone that was bound by QR or six digits makes files. This one was signed in by password, or has not reached the county since it was bound.'],
  others: ['替别人交文件', 'Hand in a file for somebody'],
  others_lead: ['别的手机存出来的待发文件，在这里交给县里；里面的仍算在原来的人名下。', 'A file that another phone made goes to the county from here; what is in it stays with who filled it in.'],
  choose: ['选文件', 'Choose the file'], handing_in: ['正在交…', 'Handing in…'], away: ['连不上县里，有网时再交。', 'The county cannot be reached; hand it in once there is a network.'],
  from: ['{place}，{at} 存的文件', '{place}, saved {at}'],
  photo: ['照片', 'photo'],
  item: ['第 {at} 条', 'No. {at}'],
  went: { taken: ['已收', 'taken'], known: ['以前收过', 'known'], quarantined: ['已收，时间待核对', 'taken, time in doubt'], refused: ['没收', 'refused'] },
})
