// The pages of the app: four at the thumb, the others one step behind one of them.
import type { Component } from 'vue'
import type { Pair } from '@shared/i18n/words'
import { w } from './words'
import Conflict from './screens/Conflict.vue'
import Mine from './screens/Mine.vue'
import Outbox from './screens/Outbox.vue'
import Settings from './screens/Settings.vue'
import SupplyForm from './screens/SupplyForm.vue'
import SurveyForm from './screens/SurveyForm.vue'
import Today from './screens/Today.vue'
import UnsalableForm from './screens/UnsalableForm.vue'
import UnsalableReport from './screens/UnsalableReport.vue'

export interface Page { name: string; title: Pair; view: Component; main: boolean; up: string; tab: string }

const main = (name: string, title: Pair, view: Component): Page => ({ name, title, view, main: true, up: '', tab: name })
const behind = (up: string, name: string, title: Pair, view: Component): Page => ({ name, title, view, main: false, up, tab: up })

export const PAGES: readonly Page[] = [
  main('', w.app.today, Today), main('mine', w.app.mine, Mine), main('outbox', w.app.outbox, Outbox), main('settings', w.app.settings, Settings),
  behind('', 'supply', w.today.supply, SupplyForm), behind('', 'survey', w.today.survey, SurveyForm), behind('', 'unsalable', w.today.unsalable, UnsalableForm),
  behind('', 'conflict', w.conflict.title, Conflict),
]
const ONE = behind('mine', 'unsalable/', w.mine.unsalable, UnsalableReport)

/** The page of an address; one that nobody knows is today's. */
export function pageOf(page: string, rest: string): Page {
  if (page === 'unsalable' && rest) return ONE
  return PAGES.find((one) => one.name === page) ?? (PAGES[0] as Page)
}
