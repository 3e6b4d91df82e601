// Columns of a table of posts, on a person's page and in the list of all.
import type { ComposerTranslation } from 'vue-i18n'
import type { Api } from '@shared/api/types'
import type { Column, RowAct } from '@shared/kit/table'
import { postPlace } from '@/shell/postPlace'
import { isOpenEnd, postState } from './roles'

type Post = Api['PostRow']
const TONES = { now: 'good', later: 'wait', over: 'off' } as const

/** `listed`: the server's list, which sorts; else a person's own posts with what may be done to each. */
export function postColumns(t: ComposerTranslation, day: string, acts: ((row: Post) => RowAct[]) | 'listed'): Column<Post>[] {
  const columns: Column<Post>[] = [
    { key: 'role', title: t('identity.role'), kind: 'text', sort: acts === 'listed', value: (row) => t(`shell.role.${row.role}`), width: 120 },
    { key: 'scope_name', title: t('identity.scope'), kind: 'text', sort: acts === 'listed', value: (row) => [postPlace(t, row), row.field].filter(Boolean).join(' · ') },
    { key: 'capacity', title: t('identity.capacity'), kind: 'text', value: (row) => t(`identity.capacities.${row.capacity}`) },
    { key: 'state', title: t('identity.state'), kind: 'status', value: (row) => postState(row, day), status: (value) => ({ word: t(`identity.post_state.${value}`), tone: TONES[value as keyof typeof TONES] }) },
    { key: 'valid_from', title: t('identity.from'), kind: 'date', sort: true },
    { key: 'valid_to', title: t('identity.to'), kind: 'date', value: (row) => (isOpenEnd(row.valid_to) ? t('identity.open_end') : row.valid_to) },
    { key: 'end_reason', title: t('identity.end_reason'), kind: 'text', value: (row) => (['handover', 'left'].includes(row.end_reason) ? t(`identity.reasons.${row.end_reason}`) : row.end_reason) },
  ]
  if (acts !== 'listed') columns.push({ key: 'acts', title: t('identity.acts'), kind: 'acts', acts })
  return columns
}
