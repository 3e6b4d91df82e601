// Prints that show names in full: an act with its reason, then the page that the server made.
import { post } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Field } from '@shared/kit/form'
import { printHtml } from '@/slices/till/paper'
import { i18n } from '@shared/i18n'

/** Asks for the reason (and `more`), then prints; `done` hears how many and where the next print goes on. */
export function printAct(title: string, path: string, body: Record<string, unknown> = {}, done?: (print: Api['PrintView']) => void, more: readonly Field[] = []): Act {
  const { t } = i18n.global
  return {
    title, verb: t('kit.print'), text: t('vouchers.print_text'),
    fields: [...more, { key: 'reason', label: t('kit.reason.label'), kind: 'text', required: true, max: 200, wide: true }],
    send: async (entered, key) => {
      const print = await post<Api['PrintView']>(path, { ...body, ...entered }, { key })
      await printHtml(print.html)
      return print
    },
    done: (answer) => done?.(answer as Api['PrintView']),
  }
}
