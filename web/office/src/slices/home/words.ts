// Words of the home page.
import { defineWords } from '@shared/i18n/words'

export const words = defineWords({
  title: ['今天要办', 'What needs me today'],
  nav: ['今天', 'Today'],
  empty: ['今天没有要办的事', 'Nothing needs you today'],
  empty_hint: ['要审核、确认、核对的事会出现在这里。', 'What waits for your check, confirmation or decision appears here.'],
  due: ['{day} 前', 'by {day}'],
  late: ['已过期限 {day}', 'was due {day}'],
})
