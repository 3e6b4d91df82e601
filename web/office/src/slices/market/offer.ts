// An offer as lists show it, and what its acts have come to.
import type { Api } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import type { Column, Filter } from '@shared/kit/table'
import type { Tone } from '@shared/kit/StatusTag.vue'
import { prefs } from '@shared/lib/prefs'
import { priceText, windowText } from './market'

export type Offer = Api['OfferView']
export type OfferDetail = Api['OfferDetail']
export type OfferAct = Api['OfferActRow']

export const STATES = ['proposed', 'sent', 'agreed', 'refused', 'withdrawn'] as const
const TONES: Readonly<Record<string, Tone>> = { proposed: 'wait', sent: 'info', agreed: 'good', refused: 'bad', withdrawn: 'off' }

export const stateTag = (state: string): { word: string; tone: Tone } => ({ word: i18n.global.t(`market.offer.states.${state}`), tone: TONES[state] ?? 'info' })
export const why = (offer: Offer): string => (prefs.lang === 'en' ? offer.why_en : offer.why_zh)

export const offerStates = (among: readonly string[] = STATES): Filter => ({
  key: 'state', name: i18n.global.t('market.state'), options: among.map((value) => ({ value, word: i18n.global.t(`market.offer.states.${value}`) })),
})

/** `tick` stands first where offers are chosen to be sent: nothing is said of those yet; `why` shows the reason without being asked. */
export function offerColumns({ tick, why: reasons = false }: { tick?: Column<Offer>; why?: boolean }): Column<Offer>[] {
  const { t } = i18n.global
  const price = (key: 'asked_fen_per_kg' | 'max_fen_per_kg' | 'agreed_fen_per_kg', title: string): Column<Offer> => ({ key, title, kind: 'text', value: (row) => priceText(row[key]) })
  return [
    ...(tick ? [tick] : []),
    { key: 'division_name', title: t('market.village'), kind: 'link', to: (row) => `/offers/${row.id}`, width: 150 },
    { key: 'crop_name', title: t('market.crop'), kind: 'text' },
    ...(tick ? [] : [{ key: 'state', title: t('market.state'), kind: 'status', sort: true, status: (state) => stateTag(String(state)) } as Column<Offer>]),
    { key: 'buyer_name', title: t('market.buyer'), kind: 'text' },
    { key: 'kg', title: t('market.in_unit', { name: t('market.kg'), unit: t(`kit.${prefs.unit}`) }), kind: 'kg', sort: true },
    { key: 'from_day', title: t('market.window'), kind: 'text', sort: true, value: windowText },
    price('asked_fen_per_kg', t('market.offer.asked')),
    price('max_fen_per_kg', t('market.offer.max')),
    { key: 'transport_fen_per_kg', title: t('market.yuan_a_kg', { name: t('market.offer.transport') }), kind: 'money', unit: '', sort: true },
    ...(tick ? [] : [price('agreed_fen_per_kg', t('market.offer.price'))]),
    { key: 'why', title: t('market.why'), kind: 'text', value: why, extra: !reasons },
  ]
}

const CHANGES: readonly string[] = ['changed', 'buyer_proposed', 'village_proposed']

/** What a side has said since the offer was last changed, which whoever proposed the change stands by; none while it has not answered. */
export function answerOf({ acts }: OfferDetail, side: 'buyer' | 'village'): OfferAct | null {
  const changed = acts.filter(({ act }) => CHANGES.includes(act)).at(-1)?.seq ?? 0
  return acts.filter(({ act, seq }) => act.startsWith(side) && seq >= changed).at(-1) ?? null
}
