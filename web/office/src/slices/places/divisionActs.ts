// What the administrator changes of a division; each act answers with the division as it is then.
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { call } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Field } from '@shared/kit/form'
import type { useRecord } from '@shared/kit/useRecord'
import { session } from '@/shell/session'
import { findDivisions } from './division'

type Detail = Api['DivisionDetail']
type DivisionRecord = ReturnType<typeof useRecord<Detail>>

export function useDivisionActs(act: Ref<Act | null>, one: DivisionRecord) {
  const { t } = useI18n()
  const send = (tail: string) => async (body: Record<string, unknown>, key: string): Promise<void> =>
    one.take((await call<Detail>('POST', `/divisions/${one.now?.id}${tail}`, { body, key })).data)
  const note: Field = { key: 'note', label: t('places.remark'), kind: 'textarea', max: 500 }

  function correct(): void {
    const start = () => ({ name: one.now?.name ?? '', code: one.now?.code ?? '', note: one.now?.note ?? '' })
    act.value = {
      title: t('places.correct'), verb: t('kit.save'), text: t('places.correct_text'), start: start(), fresh: one.fresh(start),
      fields: [
        { key: 'name', label: t('places.name'), kind: 'text', required: true, max: 60 },
        { key: 'code', label: t('places.code'), kind: 'text', max: 12, help: t('places.code_hint') },
        note,
      ],
      send: one.put,
    }
  }
  function alias(): void {
    act.value = {
      title: t('places.add_alias'), verb: t('places.add_alias'),
      fields: [{ key: 'alias', label: t('places.alias'), kind: 'text', required: true, max: 60, help: t('places.alias_hint'), wide: true }],
      send: send('/aliases'),
    }
  }
  function quality(): void {
    act.value = {
      title: t('places.add_quality'), verb: t('places.add_quality'), start: { quality: 'poor_village' },
      fields: [
        { key: 'quality', label: t('places.qualities'), kind: 'select', required: true, options: [{ value: 'poor_village', word: t('places.quality_words.poor_village') }, { value: 'other', word: t('places.quality_other') }] },
        { key: 'named', label: t('places.quality_name'), kind: 'text', required: true, max: 60, when: (values) => values.quality === 'other' },
        { key: 'valid_from', label: t('places.valid_from'), kind: 'date', required: true },
        { key: 'valid_to', label: t('places.valid_to'), kind: 'date' },
        { key: 'source', label: t('places.source'), kind: 'text', max: 200, wide: true },
      ],
      send: ({ named, ...body }, key) => send('/qualities')(named ? { ...body, quality: named } : body, key),
    }
  }
  function merge(): void {
    const level = one.now?.level ?? ''
    act.value = {
      title: t('places.merge'), verb: t('places.merge'), text: t('places.merge_text'), start: { on: session.now?.day ?? '' },
      fields: [
        { key: 'into', label: t('places.merge_into'), kind: 'search', required: true, search: async (text) => (await findDivisions(level, text)).filter((found) => found.value !== one.now?.id), wide: true },
        { key: 'on', label: t('places.merge_on'), kind: 'date', required: true },
        { key: 'note', label: t('places.source'), kind: 'text', max: 200 },
      ],
      send: send('/merger'),
    }
  }
  return { correct, alias, quality, merge }
}
