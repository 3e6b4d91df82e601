// What may be done with a payment list: pay rows, take them off, print it, write the bank's file.
import { ref } from 'vue'
import { post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Act } from '@shared/kit/ActDialog.vue'
import { yuanText } from '@shared/lib/money'
import { printHtml } from '@/slices/till/paper'
import { saveText } from './files'

export function useListActs(path: string, chosen: () => number[], changed: () => void, tell: (lines: string[]) => void) {
  const { t } = i18n.global
  const act = ref<Act | null>(null)
  const reason = { key: 'reason', label: t('points.reason'), kind: 'text' as const, required: true, max: 200, wide: true }

  function pay(): void {
    act.value = {
      title: t('points.pay'), verb: t('points.pay'), text: t('points.pay_text'),
      fields: [
        { key: 'how', label: t('points.how'), kind: 'select', required: true, options: (['cash', 'bank'] as const).map((value) => ({ value, word: t(`points.hows.${value}`) })) },
        { key: 'on_day', label: t('points.on_day'), kind: 'date', help: t('points.day_help') },
      ],
      start: { how: 'cash' },
      send: (entered, key) => post<Api['PaymentListView']>(`${path}/payments`, { ...entered, counterparties: chosen() }, { key }),
      done: changed,
    }
  }
  function takeOff(): void {
    act.value = {
      title: t('points.take_off'), verb: t('points.take_off'), text: t('points.take_off_text'), fields: [reason],
      send: (entered, key) => post<Api['PaymentListView']>(`${path}/releases`, { ...entered, counterparties: chosen() }, { key }),
      done: changed,
    }
  }
  function print(): void {
    act.value = {
      title: t('points.print'), verb: t('kit.print'), text: t('points.print_text'), fields: [reason],
      send: async (entered, key) => {
        const paper = await post<Api['PaymentPaper']>(`${path}/prints`, entered, { key })
        await printHtml(paper.html)
      },
    }
  }
  function bankFile(): void {
    act.value = {
      title: t('points.bank_file'), verb: t('points.bank_file'), text: t('points.bank_text'), fields: [reason],
      send: (entered, key) => post<Api['BankFile']>(`${path}/bank-files`, entered, { key }),
      done: (answer) => saved(answer as Api['BankFile']),
    }
  }
  function saved(file: Api['BankFile']): void {
    if (file.count > 0) saveText(file.name, file.csv)
    tell([
      file.count > 0 ? t('points.file_done', { count: file.count, yuan: yuanText(file.total_fen) }) : t('points.file_nothing'),
      ...(file.without_account.length ? [t('points.left_out', { names: file.without_account.join('、') })] : []),
      ...(file.owed_back.length ? [t('points.owed_back', { names: file.owed_back.join('、') })] : []),
    ])
  }
  return { act, pay, takeOff, print, bankFile }
}
