// States of statements, in the order of their life.
import type { Tone } from '@shared/kit/StatusTag.vue'

export const STATEMENT_TONES: Readonly<Record<string, Tone>> = { drawn: 'wait', confirmed: 'info', paid: 'good', withdrawn: 'off' }
export const COLLECTION_TONES: Readonly<Record<string, Tone>> = { live: 'wait', used: 'good', withdrawn: 'off', expired: 'off' }
