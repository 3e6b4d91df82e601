// The card of codes that was just made. It lives in this page's memory only: after a reload a new one is made.
import { shallowRef } from 'vue'
import type { Api } from '@shared/api/types'

export const card = shallowRef<Api['CodeCardView'] | null>(null)
