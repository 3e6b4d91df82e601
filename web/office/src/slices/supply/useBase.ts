// What may be done with a base and its plots: correct, add, pay rent, take a payment back. The server checks again.
import type { Ref } from 'vue'
import { call, post } from '@shared/api/api'
import { asProblem } from '@shared/api/problem'
import { ElMessage } from '@shared/element'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { RowAct } from '@shared/kit/table'
import type { useRecord } from '@shared/kit/useRecord'
import { moneyText } from '@shared/lib/money'
import { session } from '@/shell/session'
import { areaOf, correctFields, correctPlotFields, isOpen, plotBody, plotFields, plotStart, say, type Base, type Plot, type Rent } from './bases'
import { cropOptions } from './crop'

export function useBase(act: Ref<Act | null>, base: ReturnType<typeof useRecord<Base>>, changed: () => Promise<void>, show: (plot: Plot) => void) {
  const done = (): void => void changed()

  function correct(): void {
    const now = base.now
    if (!now) return
    const start = () => ({ name: now.name, from_day: now.from_day, closed_on: isOpen(now.closed_on) ? null : now.closed_on, note: now.note })
    act.value = {
      title: say('correct'), verb: say('correct'), fields: correctFields(), start: start(), fresh: base.fresh(start),
      send: (body, key) => base.put(body, key), done,
    }
  }
  async function add(): Promise<void> {
    try {
      const crops = await cropOptions()
      act.value = {
        title: say('add_plot'), verb: say('add_plot'), wide: true, fields: plotFields(crops), start: { kind: 'own', holder_kind: 'named', ...(crops.length === 1 && crops[0] && { crop: crops[0].value }) },
        send: (body, key) => post(`/bases/${base.now?.id}/plots`, plotBody(body, areaOf(body)), { key }), done,
      }
    } catch (caught) {
      ElMessage.error(asProblem(caught).message)
    }
  }
  function correctPlot(plot: Plot): void {
    act.value = {
      title: say('correct'), verb: say('correct'), fields: correctPlotFields(plot), start: plotStart(plot),
      send: (body, key) => call('PUT', `/plots/${plot.id}`, { body: plotBody(body, areaOf(body)), key }), done,
    }
  }
  function pay(plot: Plot): void {
    const today = session.now?.day ?? ''
    act.value = {
      title: say('pay'), verb: say('pay'), text: say('pay_text', { plot: plot.name, year: today.slice(0, 4), due: moneyText(plot.due_fen) }),
      start: { year: Number(today.slice(0, 4)), fen: plot.due_fen || null, paid_on: today, how: 'cash' },
      fields: [
        { key: 'fen', label: say('amount'), kind: 'money', required: true },
        { key: 'year', label: say('year'), kind: 'pieces', unit: '', required: true },
        { key: 'paid_on', label: say('paid_on'), kind: 'date', required: true },
        { key: 'how', label: say('how'), kind: 'select', required: true, options: (['cash', 'bank'] as const).map((value) => ({ value, word: say(`hows.${value}`) })) },
        { key: 'note', label: say('remark'), kind: 'text', max: 200, help: say('remark_help') },
      ],
      send: async (body, key) => {
        await post(`/plots/${plot.id}/rents`, body, { key })
        ElMessage.success(say('paid_now', { amount: moneyText(Number(body.fen)) }))
        show(plot)
      },
      done,
    }
  }
  const plotActs = (plot: Plot): RowAct[] => [
    ...(plot.may_write && plot.kind === 'rented' ? [{ word: say('pay'), run: () => pay(plot) }] : []),
    ...(plot.kind === 'rented' ? [{ word: say('see_rents'), run: () => show(plot) }] : []),
    ...(plot.may_write ? [{ word: say('correct'), run: () => correctPlot(plot) }] : []),
  ]
  const rentActs = (plot: Plot, rent: Rent): RowAct[] => {
    if (!plot.may_write || rent.reverses || rent.taken_back) return []
    const run = (): void => {
      act.value = {
        title: say('take_back'), verb: say('take_back'), text: say('take_back_text', { year: rent.year, amount: moneyText(rent.amount_fen) }),
        fields: [{ key: 'reason', label: say('reason'), kind: 'textarea', required: true, max: 200 }],
        send: (body, key) => post(`/plots/${plot.id}/rents/${rent.seq}/reversal`, body, { key }), done,
      }
    }
    return [{ word: say('take_back'), run }]
  }
  return { correct, add, plotActs, rentActs }
}
