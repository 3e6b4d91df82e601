// Words of backups.
import { defineWords } from '@shared/i18n/words'

export const words = defineWords({
  title: ['备份', 'Backups'],
  note: ['每天凌晨自动备份，保留最近 14 份；手动备份的不会自动删除。备份在服务器数据文件夹的 backups 里，不含密钥。', 'Made every night, the newest 14 are kept; those made by hand are never removed. They lie in backups below the server’s data folder, without keys.'],
  make: ['立即备份', 'Back up now'],
  made: ['已备份：{name}', 'Backed up: {name}'],
  moment: ['时间', 'Made at'],
  by: ['方式', 'How'],
  by_hand: ['手动', 'By hand'],
  nightly: ['自动', 'Nightly'],
  size: ['大小（KB）', 'Size (KB)'],
  empty: ['还没有备份', 'No backups yet'],
  empty_hint: ['今晚会自动备份，也可以现在备份一次。', 'One is made tonight; or make one now.'],
})
