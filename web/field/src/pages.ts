// The pages of the app: some at the thumb, by what the phone's person does, the others one step behind one of them.
import type { Component } from 'vue'
import type { Pair } from '@shared/i18n/words'
import { session } from './session'
import { w } from './words'
import AdviceForm from './guide/AdviceForm.vue'
import Guide from './guide/Guide.vue'
import Market from './market/Market.vue'
import Offer from './market/Offer.vue'
import HandOverForm from './point/HandOverForm.vue'
import MixForm from './point/MixForm.vue'
import Money from './point/Money.vue'
import PointToday from './point/PointToday.vue'
import Sellers from './point/Sellers.vue'
import SlipForm from './point/SlipForm.vue'
import ApplyForm from './producer/ApplyForm.vue'
import Case from './producer/Case.vue'
import Goods from './producer/Goods.vue'
import Conflict from './screens/Conflict.vue'
import Mine from './screens/Mine.vue'
import Outbox from './screens/Outbox.vue'
import ShareSupply from './screens/ShareSupply.vue'
import Settings from './screens/Settings.vue'
import SupplyForm from './screens/SupplyForm.vue'
import SurveyForm from './screens/SurveyForm.vue'
import Today from './screens/Today.vue'
import UnsalableForm from './screens/UnsalableForm.vue'
import UnsalableReport from './screens/UnsalableReport.vue'

/** Whose page it is: everybody's, who reports, who reports or guides, a guide's, who keeps a point, who speaks for a producer, or
 * either of those that sell. */
type Whose = 'all' | 'report' | 'advice' | 'guide' | 'point' | 'producer' | 'market'
export interface Page { name: string; title: Pair; view: Component; main: boolean; up: string; tab: string; whose: Whose }

const main = (whose: Whose, name: string, title: Pair, view: Component): Page => ({ name, title, view, main: true, up: '', tab: name, whose })
const behind = (whose: Whose, up: string, name: string, title: Pair, view: Component): Page => ({ name, title, view, main: false, up, tab: up, whose })

export const PAGES: readonly Page[] = [
  main('report', '', w.app.today, Today), main('guide', '', w.guide.title, Guide), main('point', 'point', w.point.title, PointToday), main('point', 'money', w.point.money, Money),
  main('producer', 'goods', w.producer.title, Goods), main('market', 'offers', w.market.title, Market),
  main('report', 'mine', w.app.mine, Mine), main('all', 'outbox', w.app.outbox, Outbox), main('all', 'settings', w.app.settings, Settings),
  behind('report', '', 'supply', w.today.supply, SupplyForm), behind('report', '', 'survey', w.today.survey, SurveyForm),
  behind('report', '', 'unsalable', w.today.unsalable, UnsalableForm), behind('report', '', 'conflict', w.conflict.title, Conflict), behind('report', 'mine', 'share', w.share.title, ShareSupply),
  behind('point', 'point', 'slip', w.point.new_slip, SlipForm), behind('point', 'point', 'mix', w.point.mix, MixForm),
  behind('point', 'point', 'hand-over', w.point.hand_over, HandOverForm), behind('point', 'point', 'sellers', w.point.sellers, Sellers),
  behind('report', '', 'guide', w.guide.title, Guide), { ...behind('advice', 'guide', 'advice', w.guide.note, AdviceForm), tab: '' },
  behind('producer', 'goods', 'apply', w.producer.apply, ApplyForm),
]
/** Pages of one thing: `page/number`. */
const ONES: readonly Page[] = [
  behind('report', 'mine', 'unsalable', w.mine.unsalable, UnsalableReport), behind('market', 'offers', 'offer', w.market.offer, Offer),
  behind('producer', 'goods', 'case', w.producer.case, Case),
]

function theirs({ whose }: Page): boolean {
  const { report: post, advises, point, producer } = session.me ?? {}
  const [report, guide] = advises ? [null, post] : [post, null]
  return whose === 'all' || Boolean({ report, advice: post, guide, point, producer, market: report ?? producer }[whose])
}

/** Those at the thumb. */
export const mainPages = (): Page[] => PAGES.filter((one) => one.main && theirs(one))

/** The page of an address; one that nobody knows, or that is not theirs, is the first. */
export function pageOf(page: string, rest: string): Page {
  const one = rest ? ONES.find((some) => some.name === page && theirs(some)) : undefined
  if (one) return one
  return PAGES.find((one) => one.name === page && theirs(one)) ?? (mainPages()[0] as Page)
}
