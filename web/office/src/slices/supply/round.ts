// A round of surveys as its form asks for it, and how it stands.
import type { ComposerTranslation } from 'vue-i18n'
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Field } from '@shared/kit/form'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { cropOptions } from './crop'

export type Round = Api['RoundView']
export type Answer = Api['RoundAnswer']

/** Rounds for filters, as surveys name them: by their first day. */
export async function roundOptions(): Promise<{ value: string; word: string }[]> {
  const page = await get<Page<Round>>('/survey-rounds', { limit: 100, sort: '-from_day' })
  return page.items.map(({ from_day, name }) => ({ value: from_day, word: name }))
}

/** What a round asks of whoever opens or corrects it. */
export async function roundFields(t: ComposerTranslation, correcting = false): Promise<Field[]> {
  const say = (key: string): string => t(`supply.round.${key}`)
  const options = await cropOptions().catch(() => [])
  return [
    { key: 'name', label: say('name'), kind: 'text', required: true, max: 30, help: say('name_help'), wide: true },
    { key: 'from_day', label: say('from_day'), kind: 'date', required: true },
    { key: 'due_day', label: say('due_day'), kind: 'date', required: true },
    { key: 'crops', label: say('crops'), kind: 'many', options, help: say('crops_help'), wide: true },
    ...(correcting ? [{ key: 'ended', label: say('ended'), kind: 'switch', help: say('ended_help') } as Field] : []),
  ]
}

export function roundState(t: ComposerTranslation, { ended, from_day, due_day }: Round, day: string): { word: string; tone: Tone } {
  const say = (key: string, tone: Tone): { word: string; tone: Tone } => ({ word: t(`supply.round.states.${key}`), tone })
  if (ended) return say('ended', 'off')
  if (from_day > day) return say('ahead', 'info')
  return due_day < day ? say('over', 'look') : say('open', 'good')
}

export function answerState(t: ComposerTranslation, { state, corrected_at: correctedAt }: Pick<Answer, 'state' | 'corrected_at'>): { word: string; tone: Tone } {
  const tones: Readonly<Record<string, Tone>> = { on_time: 'good', late: 'look', missing: 'bad' }
  if (correctedAt) return { word: t('supply.round.corrected'), tone: 'good' }
  return { word: t(`supply.round.answers.${state}`), tone: tones[state] ?? 'info' }
}
