// What the post may do with an offer as it stands: the office sends, changes, takes back and speaks for a side with a
// reason; a buyer, a village and a producer answer for themselves, or propose something else. The server checks again.
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { call } from '@shared/api/api'
import type { Api } from '@shared/api/types'
import type { Act } from '@shared/kit/ActDialog.vue'
import type { Field, Values } from '@shared/kit/form'
import type { RowAct } from '@shared/kit/table'
import type { useRecord } from '@shared/kit/useRecord'
import { prefs } from '@shared/lib/prefs'
import { session } from '@/shell/session'
import { kgText, perKg, priceFields } from './market'
import { answerOf, type OfferDetail } from './offer'

type Side = 'buyer' | 'village'
type Did = Api['OfferAct']
const SIDES: Readonly<Record<string, Side>> = { unit_buyer: 'buyer', outlet_manager: 'buyer', information_officer: 'village', township_supervisor: 'village', producer: 'village' }
const PRICE = 'fen_per_kg'
/** What each side may give as its reason: one list, without what only the other can say. */
const WHYS: Readonly<Record<Side, readonly NonNullable<Api['OfferWhy']>[]>> = {
  buyer: ['price', 'bought', 'less', 'days', 'quality', 'transport', 'other'], village: ['price', 'sold', 'less', 'days', 'quality', 'transport', 'other'],
}

export function useOffer(act: Ref<Act | null>, offer: ReturnType<typeof useRecord<OfferDetail>>) {
  const { t } = useI18n()
  const office = session.can('market.manage')
  const own = SIDES[session.now?.post.role ?? '']

  const reason = (required: boolean): Field => ({ key: 'reason', label: t(required ? 'market.reason' : 'market.offer.remark'), kind: 'textarea', required, max: 200 })
  /** A side's reason out of the list, with words beside it where they are wanted. */
  const why = (side: Side): Field[] => [
    { key: 'why', label: t('market.offer.why'), kind: 'select', required: true, options: WHYS[side].map((value) => ({ value, word: t(`market.offer.whys.${value}`) })) },
    reason(false),
  ]
  function ask(did: Did, word: string, text: string, fields: Field[], start: Values = {}): void {
    act.value = {
      title: word, verb: word, text, fields, start,
      send: async (body, key) => { offer.take((await call<OfferDetail>('POST', `/offers/${offer.now?.id}/acts`, { body: { ...perKg(PRICE, body), act: did }, key })).data) },
    }
  }
  const send = (): void => ask('sent', t('market.offer.send'), t('market.offer.send_text'), [reason(false)])
  const change = (): void => ask('changed', t('market.offer.change'), t('market.offer.change_text', { kg: kgText(offer.now?.kg ?? 0) }), [{ key: 'kg', label: t('market.offer.new_kg'), kind: 'pieces', unit: t('kit.kg'), required: true }, reason(true)])
  const withdraw = (): void => ask('withdrawn', t('market.offer.withdraw'), t('market.offer.withdraw_text'), [reason(true)])

  /** The price that the other side said stands in the form already: both say the same or there is no deal. */
  function accept(side: Side): void {
    const other = offer.now ? answerOf(offer.now, side === 'buyer' ? 'village' : 'buyer')?.fen_per_kg : null
    const start: Values = other ? { [PRICE]: other, per: 'kg' } : { per: prefs.unit }
    ask(`${side}_accepted`, word(side, 'accept'), t(other ? 'market.offer.accept_said' : 'market.offer.accept_first'), [...priceFields(PRICE, t('market.offer.deal_price'), true, () => ({ crop: offer.now?.crop ?? null })), reason(office)], start)
  }
  function propose(side: Side): void {
    const now = offer.now
    const price = now ? answerOf(now, side === 'buyer' ? 'village' : 'buyer')?.fen_per_kg ?? now.asked_fen_per_kg : null
    const kg: Field = { key: 'kg', label: t('market.offer.new_kg'), kind: 'pieces', unit: t('kit.kg'), required: true }
    ask(
      `${side}_proposed`, t('market.offer.propose'), t('market.offer.propose_text', { kg: kgText(now?.kg ?? 0) }),
      [kg, ...priceFields(PRICE, t('market.offer.deal_price'), true, () => ({ crop: offer.now?.crop ?? null })), ...why(side)], { kg: now?.kg ?? null, ...(price ? { [PRICE]: price, per: 'kg' } : { per: prefs.unit }) },
    )
  }
  const refuse = (side: Side): void => ask(`${side}_refused`, word(side, 'refuse'), t(`market.offer.${side}.refuse_text`), why(side))
  const word = (side: Side, verb: 'accept' | 'refuse'): string => t(`market.offer.${side}.${office ? `${verb}_for` : verb}`)

  const answers = (side: Side): RowAct[] => {
    const said = offer.now ? answerOf(offer.now, side) : null
    return said ? [] : [{ word: word(side, 'accept'), run: () => accept(side) }, { word: word(side, 'refuse'), run: () => refuse(side) }]
  }
  return computed<{ first: RowAct | null; others: RowAct[] }>(() => {
    const state = offer.now?.state
    const open = state === 'proposed' || state === 'sent'
    if (!open || !session.can('offer.answer')) return { first: null, others: [] }
    if (office) {
      const more = [{ word: t('market.offer.change'), run: change }, { word: t('market.offer.withdraw'), run: withdraw }]
      return state === 'proposed' ? { first: { word: t('market.offer.send'), run: send }, others: more } : { first: null, others: [...answers('buyer'), ...answers('village'), ...more] }
    }
    const [first = null, ...others] = own && state === 'sent' ? answers(own) : []
    const proposes = own && first ? [{ word: t('market.offer.propose'), run: () => propose(own) }] : []
    return { first, others: [...proposes, ...others] }
  })
}
