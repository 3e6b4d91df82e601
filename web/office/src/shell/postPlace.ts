// Where a post is held, in the reader's words: places have names of their own, a voucher account has a number.
import type { ComposerTranslation } from 'vue-i18n'

export const postPlace = (t: ComposerTranslation, post: { scope_kind?: string; scope_id?: number; scope_name: string }): string =>
  post.scope_kind === 'account' ? t('shell.own_voucher', { id: post.scope_id ?? '' }) : post.scope_name
