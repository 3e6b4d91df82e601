// Checking reports together: which rows are ticked, the acts on them, and what the server refused at which row.
import { computed, reactive, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { post } from '@shared/api/api'
import { asProblem, Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { ElMessage } from '@shared/element'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Field } from '@shared/kit/form'
import { inQuarantine, type Report } from './reportColumns'

type Verdict = Api['Verdict']

export function useChecks(act: Ref<Act | null>, list: { rows: readonly Report[]; reload: () => Promise<void> }) {
  const { t } = useI18n()
  const ticked = reactive(new Set<number>())
  /** What stood in the way of the last batch, by report. */
  const refused = shallowRef(new Map<number, string>())
  /** Only what is still shown counts as ticked. */
  const chosen = computed(() => list.rows.filter((row) => ticked.has(row.id)))
  const verdicts = computed<Verdict[]>(() => ['confirmed', 'wrong', 'follow_up', ...(chosen.value.length > 0 && chosen.value.every(inQuarantine) ? ['released' as const] : [])])
  /** Those from a phone that the actor handed out: somebody else decides on them. */
  const own = computed(() => chosen.value.filter((row) => row.handed_out).length)
  const others = (): void => chosen.value.filter((row) => row.handed_out).forEach((row) => ticked.delete(row.id))
  const toggle = (row: Report): void => { if (!ticked.delete(row.id)) ticked.add(row.id) }
  const all = (): void => list.rows.forEach((row) => ticked.add(row.id))
  const none = (): void => ticked.clear()

  /** The batch is all or nothing: the report at fault is named, and marked in the table. */
  function located(caught: unknown, rows: readonly Report[]): Problem {
    const problem = asProblem(caught)
    const at = problem.errors.flatMap(({ field, code, message }) => {
      const row = rows[Number(/^reports\.(\d+)$/.exec(field)?.[1] ?? NaN)]
      return row ? [{ row, code, message: message || problem.title }] : []
    })
    if (at.length === 0) return problem
    refused.value = new Map(at.map(({ row, message }) => [row.id, message]))
    const title = at.map(({ row, message }) => t('supply.report.none_written', { village: row.division_name, why: message })).join('\n')
    return new Problem({ type: problem.type, title, status: problem.status, code: problem.code, trace: problem.trace })
  }

  function ask(verdict: Verdict): void {
    const rows = [...chosen.value]
    const fields: Field[] = [
      ...(rows.length === 1 && verdict !== 'released' && own.value === 0 ? [{ key: 'found_g', label: t('supply.report.found'), kind: 'quantity', weightUnit: 'kg', help: t('supply.report.found_help'), wide: true } as Field] : []),
      { key: 'reason', label: t('supply.report.reason'), kind: 'textarea', max: 200, required: verdict !== 'confirmed' },
    ]
    refused.value = new Map()
    act.value = {
      title: t(`supply.report.verbs.${verdict}`), verb: t(`supply.report.verbs.${verdict}`), text: t(`supply.report.verb_text.${verdict}`, { count: rows.length }), fields,
      send: (body, key) => post<Api['Checked']>('/supply-checks', { ...body, verdict, reports: rows.map(({ id }) => id) }, { key }).catch((caught: unknown) => { throw located(caught, rows) }),
      done: (answer) => {
        ElMessage.success(t('supply.report.checked', { count: (answer as Api['Checked']).checked }))
        none()
        void list.reload()
      },
    }
  }
  return { ticked, refused, chosen, own, verdicts, toggle, all, none, others, ask }
}
