// Slips for the first sign-in of a programme's workers: everybody who has not signed in, a department, or one.
import { get, type Page } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import { i18n } from '@shared/i18n'
import { printAct } from './print'

type Account = Api['AccountRow']
const PAGE = 500

/** Departments that a programme's accounts stand in. */
async function departmentsOf(programme: string): Promise<string[]> {
  const found = new Set<string>()
  let cursor: string | null = null
  do {
    const page: Page<Account> = await get<Page<Account>>(`${programme}/accounts`, { limit: PAGE, cursor })
    for (const { department } of page.items) if (department) found.add(department)
    cursor = page.next
  } while (cursor !== null)
  return [...found].sort((a, b) => a.localeCompare(b, 'zh-CN'))
}

/** Asks for which department, then prints; `ended` keeps where the last print of each department ended. */
export async function signInSlips(programme: string, ended: Map<string, number>, done: (print: Api['PrintView']) => void): Promise<Act> {
  const { t } = i18n.global
  const options = (await departmentsOf(programme)).map((value) => ({ value, word: value }))
  let department = ''
  const act = printAct(t('vouchers.sign_in.print'), `${programme}/sign-in-prints`, {}, (print) => {
    ended.set(department, print.after ?? 0)
    done(print)
  }, [
    { key: 'department', label: t('vouchers.sign_in.whose'), kind: 'select', options, help: t('vouchers.sign_in.whose_help'), wide: true },
  ])
  return {
    ...act,
    text: t('vouchers.sign_in.text'),
    send: (entered, key) => {
      department = String(entered.department ?? '')
      return act.send({ ...entered, after: ended.get(department) ?? 0 }, key)
    },
  }
}

/** One worker's slip. */
export function signInSlip(programme: number, account: number): Act {
  const { t } = i18n.global
  return { ...printAct(t('vouchers.sign_in.print'), `/programmes/${programme}/sign-in-prints`, { accounts: [account] }), text: t('vouchers.sign_in.text') }
}
