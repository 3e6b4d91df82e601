// vue-i18n set up once: zh-CN by default, en complete. Each slice adds its words under its own noun.
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { prefs } from '../lib/prefs'
import { kitWords } from '../kit/words'
import { inLanguage, type WordTree } from './words'

export const i18n = createI18n({
  legacy: false,
  locale: prefs.lang,
  fallbackLocale: false,
  messages: { 'zh-CN': { kit: inLanguage(kitWords, 0) }, en: { kit: inLanguage(kitWords, 1) } },
})

/** Adds the words of a noun: `t('<noun>.<key>')`. */
export function addWords(noun: string, words: WordTree): void {
  i18n.global.mergeLocaleMessage('zh-CN', { [noun]: inLanguage(words, 0) })
  i18n.global.mergeLocaleMessage('en', { [noun]: inLanguage(words, 1) })
}

watch(() => prefs.lang, (lang) => { i18n.global.locale.value = lang })
