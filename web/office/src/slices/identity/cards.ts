// The card of codes that was just made. It lives in memory while its page is open: afterwards a new one is made.
import { shallowRef } from 'vue'
import type { Api } from '@shared/api/types'

export const card = shallowRef<Api['CodeCardView'] | null>(null)
