// What the office may do with an outlet and its authorisation, computed from what holds; the server checks again.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { call } from '@shared/api/api'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Field, Values } from '@shared/kit/form'
import type { RowAct } from '@shared/kit/table'
import type { useRecord } from '@shared/kit/useRecord'
import { session } from '@/shell/session'
import { isOpenEnd, outletFields, type Outlet } from './outlet'
import { GROUNDS } from './revocation'

type OutletRecord = ReturnType<typeof useRecord<Outlet>>

export function useAuthorisation(act: Ref<Act | null>, outlet: OutletRecord, changed: () => void) {
  const { t } = useI18n()
  const send = (tail: string) => async (body: Record<string, unknown>, key: string): Promise<void> => {
    outlet.take((await call<Outlet>('POST', `/outlets/${outlet.now?.id}${tail}`, { body, key })).data)
    changed()
  }
  const day = (): string => session.now?.day ?? ''
  const paper = (): Field[] => [
    { key: 'on_day', label: t('outlets.on_day'), kind: 'date', required: true },
    { key: 'document_no', label: t('outlets.document_no'), kind: 'text', required: true, max: 100 },
    { key: 'reason', label: t('outlets.reason'), kind: 'textarea', required: true, max: 500 },
  ]
  const ask = (title: string, path: string, text: string, more: Field[] = []): void => {
    act.value = { title, verb: title, ...(text ? { text } : {}), fields: [...paper(), ...more], start: { on_day: day() }, send: send(path) }
  }
  const grant = (): void => ask(t(outlet.now?.state === 'authorised' ? 'outlets.renew' : 'outlets.grant'), '/authorisations', t('outlets.grant_text'), [
    { key: 'valid_to', label: t('outlets.valid_to'), kind: 'date', help: t('outlets.valid_to_hint') },
  ])
  const windDown = (): Field => ({ key: 'wind_down', label: t('outlets.wind_down'), kind: 'textarea', required: true, max: 1000, help: t('outlets.wind_down_hint') })
  const suspend = (): void => ask(t('outlets.suspend'), '/suspensions', t('outlets.suspend_text'), [windDown()])
  const resume = (): void => ask(t('outlets.resume'), '/resumptions', '')
  const end = (): void => ask(t('outlets.end'), '/endings', t('outlets.end_text'), [windDown()])
  function propose(): void {
    act.value = {
      title: t('outlets.revocation.propose'), verb: t('outlets.revocation.propose'), text: t('outlets.revocation.propose_text'),
      fields: [
        { key: 'ground', label: t('outlets.revocation.ground'), kind: 'select', required: true, options: GROUNDS.map((value) => ({ value, word: t(`outlets.revocation.grounds.${value}`) })) },
        { key: 'reason', label: t('outlets.reason'), kind: 'textarea', required: true, max: 1000 },
      ],
      send: send('/revocations'),
    }
  }
  function correct(): void {
    const now = outlet.now
    if (!now) return
    const start = (): Values => {
      const { kind, name, division, address, operator, credit_code, hours, opened_on, closed_on, platform, own_till, note } = outlet.now ?? now
      return { kind, name, division: division ?? null, address, operator, credit_code, hours, opened_on, closed_on: isOpenEnd(closed_on) ? null : closed_on, platform, own_till, note }
    }
    act.value = {
      title: t('outlets.correct'), verb: t('kit.save'), wide: true, fields: outletFields(t, true, now.division_name),
      start: start(), fresh: outlet.fresh(start),
      send: async (body, key) => {
        await outlet.put(body, key)
        changed()
      },
    }
  }

  const choices = computed<{ first: RowAct | null; others: RowAct[] }>(() => {
    const now = outlet.now
    if (!now || !session.can('outlet.authorise') || now.kind === 'village_point') return { first: null, others: [] }
    const named = (word: string, run: () => void): RowAct => ({ word: t(word), run })
    const running = now.state === 'authorised' || now.state === 'suspended'
    if (!running) return { first: named('outlets.grant', grant), others: [] }
    // An open proposal is decided on the page of proposals, which knows whose it is.
    const others = [named('outlets.end', end), ...(now.revocation ? [] : [named('outlets.revocation.propose', propose)])]
    return now.state === 'suspended'
      ? { first: named('outlets.resume', resume), others }
      : now.valid_to && !isOpenEnd(now.valid_to)
        ? { first: named('outlets.renew', grant), others: [...others, named('outlets.suspend', suspend)] }
        // What has no end needs no renewal; a term is still set with it.
        : { first: null, others: [named('outlets.renew', grant), ...others, named('outlets.suspend', suspend)] }
  })
  return { correct, first: computed(() => choices.value.first), others: computed(() => choices.value.others) }
}
