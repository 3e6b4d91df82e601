// Words of brands.
import { defineWords } from '@shared/i18n/words'

export const brandWords = defineWords({
  title: ['品牌', 'Brands'],
  head_note: ['一县一品、一村一品的区域品牌，和主体自己的商标。', 'Brands of the region, and trade marks of producers.'],
  name: ['品牌', 'Brand'],
  holder: ['持有主体', 'Holder'],
  holder_hint: ['区域公用品牌请留空', 'Leave empty for a brand of the region'],
  of_region: ['区域公用', 'Of the region'],
  division: ['所属区划', 'Speciality of'],
  division_hint: ['一村一品、一乡一特填村或乡镇', 'Village or township whose speciality it is'],
  registration_number: ['商标注册号', 'Trade mark number'],
  products: ['名下产品', 'Products'],
  state: ['状态', 'State'],
  holds: ['有效', 'Holds'],
  ending: ['{day} 到期', 'Ends {day}'],
  over: ['已过期', 'Over'],
  coming: ['未生效', 'Not yet'],
  register: ['登记品牌', 'Register a brand'],
  empty: ['没有品牌', 'No brands'],
  empty_hint: ['登记后，可以在产品上选用。', 'Once registered, products can carry them.'],
})
