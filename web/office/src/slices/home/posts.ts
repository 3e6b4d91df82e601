// What a post does here, where it finds that, and which dates it has before it: shown when nothing waits for it.

/** A date that comes round each year. */
export type Round = 'year_end' | 'settlement' | 'holidays'

export interface Brief {
  /** Pages, by the names of their routes; those that the post may not open are left out. */
  pages: readonly string[]
  dates: readonly Round[]
}

/** By role; what the post does in words stands under `home.does` in the same order. */
export const BRIEFS: Readonly<Record<string, Brief>> = {
  county_admin: { pages: ['people', 'posts', 'places', 'holidays', 'backups'], dates: ['holidays'] },
  county_office: { pages: ['certifications', 'outlets', 'supply-reports', 'unsalable-reports', 'matching-runs', 'offers', 'contracts', 'fairs', 'settlements', 'goods-coverage'], dates: ['year_end', 'settlement'] },
  leader: { pages: ['settlements', 'outlets', 'goods-coverage', 'statements'], dates: ['year_end', 'settlement'] },
  department: { pages: ['certifications', 'units', 'outlets'], dates: ['year_end'] },
  finance: { pages: ['statements', 'payouts', 'settlements'], dates: ['year_end', 'settlement'] },
  auditor: { pages: ['audit', 'settlements', 'books', 'payouts'], dates: ['year_end', 'settlement'] },
  inspector: { pages: ['price-samples', 'outlets', 'books', 'goods-coverage', 'products'], dates: ['year_end'] },
  township_supervisor: { pages: ['supply-reports', 'reporting', 'unsalable-reports', 'offers', 'contracts', 'certifications', 'coverage', 'households', 'producers'], dates: ['year_end'] },
  technical_guide: { pages: ['supply-reports', 'products', 'producers', 'coverage'], dates: ['year_end'] },
  information_officer: { pages: ['supply', 'unsalable-reports', 'offers', 'contracts', 'fairs', 'households', 'producers', 'certifications'], dates: ['year_end'] },
  point_keeper: { pages: ['books', 'payment-lists', 'products'], dates: ['year_end'] },
  outlet_manager: { pages: ['till', 'till-closing', 'books', 'statements', 'demands', 'offers', 'contracts'], dates: ['year_end', 'settlement'] },
  outlet_clerk: { pages: ['till', 'till-returns', 'till-closing'], dates: ['year_end'] },
  producer: { pages: ['certifications', 'products', 'producers'], dates: ['year_end'] },
  unit_buyer: { pages: ['demands', 'offers', 'contracts', 'fairs', 'products', 'outlets'], dates: ['year_end'] },
  union_officer: { pages: ['programmes', 'units', 'statements'], dates: ['year_end', 'settlement'] },
  worker: { pages: ['wallet', 'outlets', 'products'], dates: ['year_end'] },
}

/** A register that a new county fills: its page, its list, and how many rows are there once it is begun. */
export interface FirstStep { page: string; list: string; enough: number }

/** Whoever set the county up stands among its people from the start. */
export const FIRST_STEPS: Readonly<Record<string, readonly FirstStep[]>> = {
  county_admin: [{ page: 'people', list: '/people', enough: 2 }, { page: 'posts', list: '/posts', enough: 2 }],
  county_office: [
    { page: 'producers', list: '/producers', enough: 1 }, { page: 'products', list: '/products', enough: 1 },
    { page: 'outlets', list: '/outlets', enough: 1 }, { page: 'units', list: '/units', enough: 1 },
  ],
}

const DAYS: Readonly<Record<Exclude<Round, 'settlement'>, string>> = { year_end: '12-31', holidays: '11-30' }

/** The next day on which a date comes round, from `day` on; the settlement is due on the last of February. */
export function nextDay(round: Round, day: string): string {
  const year = Number(day.slice(0, 4))
  const at = (in_year: number): string => (round === 'settlement' ? lastOfFebruary(in_year) : `${in_year}-${DAYS[round]}`)
  return at(year) >= day ? at(year) : at(year + 1)
}

const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const lastOfFebruary = (year: number): string => `${year}-02-${leap(year) ? 29 : 28}`
