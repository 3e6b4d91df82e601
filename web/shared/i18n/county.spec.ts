import { expect, it } from 'vitest'
import { addWords, countyKind, i18n } from './index'

addWords('here', { whole: ['全县各店，本县之外和县外的除外', 'All shops'], any: ['全县（市、区）', 'Any'], level: ['县级', 'County level'] })

it.each([['县', '全县各店，本县之外和县外的除外'], ['市', '全市各店，本市之外和市外的除外'], ['区', '全区各店，本区之外和区外的除外']])('the words of a %s', (kind, said) => {
  countyKind.value = kind
  expect(i18n.global.t('here.whole')).toBe(said)
  expect([i18n.global.t('here.any'), i18n.global.t('here.level')]).toEqual(['全县（市、区）', '县级'])
  countyKind.value = '县'
})
