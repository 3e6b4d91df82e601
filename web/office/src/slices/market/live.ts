// A live stream as its form asks for it and as the page of a fair says it.
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Field, Option, Values } from '@shared/kit/form'
import { instantText } from '@shared/lib/dates'

export type LiveSession = Api['LiveSessionView']

const KINDS = ['person', 'firm'] as const
const PPM_A_PERCENT = 10_000
const two = (number: number): string => String(number).padStart(2, '0')
/** Every half hour of a day. */
const HOURS: readonly Option[] = Array.from({ length: 48 }, (_, half) => `${two(Math.floor(half / 2))}:${half % 2 ? '30' : '00'}`).map((value) => ({ value, word: value }))

export function liveFields(): Field[] {
  const { t } = i18n.global
  const say = (key: string): string => t(`market.live.${key}`)
  return [
    { key: 'platform', label: say('platform'), kind: 'text', required: true, max: 40, help: say('platform_help') },
    { key: 'account', label: say('account'), kind: 'text', required: true, max: 40 },
    { key: 'promoter_kind', label: say('promoter_kind'), kind: 'select', required: true, options: KINDS.map((value) => ({ value, word: say(`kinds.${value}`) })) },
    { key: 'promoter', label: say('promoter'), kind: 'text', required: true, max: 40, help: say('promoter_help') },
    { key: 'from_at', label: say('day'), kind: 'date', required: true },
    { key: 'from', label: say('from'), kind: 'select', required: true, options: HOURS },
    { key: 'to', label: say('to'), kind: 'select', required: true, options: HOURS, help: say('to_help') },
    { key: 'commission_ppm', label: say('commission'), kind: 'pieces', unit: '%', help: say('commission_help') },
    { key: 'note', label: t('market.fair.remark'), kind: 'textarea', max: 200 },
  ]
}

export const liveStart = (day: string): Values => ({ promoter_kind: 'person', from_at: day, from: '19:00', to: '21:00' })

/** What a form begins with that puts a session right. */
export function liveNow(live: LiveSession): Values {
  const [from, to] = [instantText(live.from_at), instantText(live.to_at)]
  const { platform, account, promoter_kind, promoter, note } = live
  return { platform, account, promoter_kind, promoter, note, from_at: from.slice(0, 10), from: from.slice(11), to: to.slice(11), commission_ppm: live.commission_ppm / PPM_A_PERCENT }
}

/** The county's clock has no other zone; what ends at or before its beginning ends the day after. */
export function liveBody({ from_at: day, from, to, commission_ppm: percent, ...body }: Record<string, unknown>): Record<string, unknown> {
  const at = (hour: unknown): number => Date.parse(`${String(day)}T${String(hour)}:00+08:00`)
  const begins = at(from)
  const ends = at(to) > begins ? at(to) : at(to) + 86_400_000
  return {
    ...body, from_at: new Date(begins).toISOString(), to_at: new Date(ends).toISOString(),
    ...(typeof percent === 'number' && { commission_ppm: percent * PPM_A_PERCENT }),
  }
}

/** 「2026-08-12 19:00 至 21:00」; the day again where it is another. */
export function hoursText({ from_at, to_at }: Pick<LiveSession, 'from_at' | 'to_at'>): string {
  const [from, to] = [instantText(from_at), instantText(to_at)]
  const sameDay = from.slice(0, 10) === to.slice(0, 10)
  return i18n.global.t('market.from_to', { from, to: sameDay ? to.slice(11) : to })
}
