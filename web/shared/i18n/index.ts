// vue-i18n set up once: zh-CN by default, en complete. Each slice adds its words under its own noun.
import { ref, watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { prefs } from '../lib/prefs'
import { kitWords } from '../kit/words'
import { inLanguage, type WordTree } from './words'

/** What the county is: 县, 市, 区, 旗. The words say 县; a county-level city reads 全市, 本市, 市外. */
export const countyKind = ref('县')
const ofCounty = (text: string): string =>
  (countyKind.value === '县' ? text : text.replace(/([全本])县(?!（)|县(?=外)/g, (_, before: string | undefined) => (before ?? '') + countyKind.value))

export const i18n = createI18n({
  legacy: false,
  locale: prefs.lang,
  fallbackLocale: false,
  postTranslation: (said) => (typeof said === 'string' ? ofCounty(said) : said),
  messages: { 'zh-CN': { kit: inLanguage(kitWords, 0) }, en: { kit: inLanguage(kitWords, 1) } },
})

/** Adds the words of a noun: `t('<noun>.<key>')`. */
export function addWords(noun: string, words: WordTree): void {
  i18n.global.mergeLocaleMessage('zh-CN', { [noun]: inLanguage(words, 0) })
  i18n.global.mergeLocaleMessage('en', { [noun]: inLanguage(words, 1) })
}

watch(() => prefs.lang, (lang) => { i18n.global.locale.value = lang })
