// How reports or surveys stand, as figures and as columns.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Column } from '@shared/kit/table'

export type Standing = Pick<Api['ReportingRow'], 'expected' | 'on_time' | 'late' | 'nothing' | 'silent'>
export const FIGURES = ['expected', 'on_time', 'late', 'nothing', 'silent'] as const

export const standingColumns = <R extends Standing>(t: ComposerTranslation): Column<R>[] =>
  FIGURES.map((key): Column<R> => ({ key, title: t(`supply.reporting.${key}`), kind: 'pieces' }))
