// What this phone knows of households and of the round that runs, with what it said since the list was fetched.
import { computed } from 'vue'
import type { Api } from '@shared/api/types'
import { say } from '../lib/say'
import { outbox } from '../store/outbox'
import { dayNow, dayOf, known, view } from '../today'
import { w } from '../words'
import { answersOf, together, WHOLE, type Answer, type Said, type Spot, type Sum } from './answers'

export type Household = Api['HouseholdNear']
export type RoundNow = Api['RoundNow']

export const householdsOf = (division: number): Household[] => view.value.households.filter((one) => one.division === division)

/** `孙* sds（12 号）`: the number tells those apart who are called alike. */
export function householdText(id: number): string {
  const one = view.value.households.find((some) => some.id === id)
  return one ? say(w.survey.household, { name: one.name, initials: one.initials, id }) : say(w.survey.household_id, { id })
}

/** The round that asks for a crop now. */
export const roundOfCrop = (crop: number): RoundNow | undefined => view.value.rounds.find((one) => one.crops.includes(crop))

/** What a survey of today belongs to, if it names no round. */
export const spotOf = (division: number, crop: number, round?: string | null): Spot => ({ division, crop, round: round || (roundOfCrop(crop)?.round ?? dayNow().slice(0, 4)) })

export const answers = (spot: Spot): Map<number, Answer> => answersOf(view.value.surveyed, outbox.entries, spot,
  (one) => one.state === 'kept' || (one.state === 'sent' && (one.settled_at ?? '') > (known.kept?.fetched_at ?? '')),
  (one) => roundOfCrop(one.item.crop)?.round ?? dayOf(one.made_at).slice(0, 4))

/** What a household said in an earlier round: where the form begins. */
export const before = ({ division, crop, round }: Spot, household: number): Said | undefined =>
  view.value.surveyed.find((one) => one.household === household && one.division === division && one.crop === crop && one.round < round && one.grams > 0)

export interface Begun { spot: Spot; name: string; due: string; sum: Sum; left: number }

/** Surveys that go from household to household and are not through: the village gave no sum of its own. */
export const surveysBegun = computed<Begun[]>(() => view.value.rounds.flatMap(({ round, name, due, crops }) => crops.flatMap((crop) => view.value.villages.flatMap(({ id }) => {
  const spot = { division: id, crop, round }
  const found = answers(spot)
  const left = householdsOf(id).filter((one) => !found.has(one.id)).length
  return found.size && !found.has(WHOLE) ? [{ spot, name, due, sum: together(found), left }] : []
}))))
