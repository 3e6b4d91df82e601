// Whose phone this is. Known without a network: kept sealed since the last sign-in. A session that the server no longer
// knows asks for signing in again and throws nothing away; one that somebody ended leaves nothing but what is unsent;
// signing out, or another person, clears the phone.
import { reactive } from 'vue'
import { call, get, post } from '@shared/api/api'
import { Problem } from '@shared/api/problem'
import { onSignedOut } from '@shared/api/send'
import type { Api } from '@shared/api/types'
import { dropKey } from './sending/bundle'
import { unsent } from './store/entries'
import { deviceName, forgetAll, forgetKnown, outbox } from './store/outbox'
import { keepSealed, keptSealed } from './store/vault'
import { forgetMarket } from './market/know'
import { knownPoint } from './point/know'
import { knownPrices } from './prices'
import { knownProducer } from './producer/know'
import { known } from './today'
import { w } from './words'

export interface Me {
  person: number; name: string; place: string; county: string; simulated: boolean
  /** The post that reports for a village, or that notes advice in it; null if there is none. */
  report: number | null
  /** That post is a technical guide's: it brings notes of what was advised, and nothing else. */
  advises: boolean
  /** The post that keeps a collection point, and which. */
  point: { post: number; outlet: number } | null
  /** The post that speaks for a producer, and which. */
  producer: { post: number; id: number } | null
  /** Somebody ended it from outside: the phone shows nothing until its person signs in again. */
  ended?: boolean
}

/** What a phone's posts are there for. */
export type Which = 'report' | 'point' | 'producer'

const REPORTING: readonly string[] = ['information_officer', 'township_supervisor']
const GUIDING = 'technical_guide'
const KEEPING = 'point_keeper'
const GROWING = 'producer'
const REPORT = 'supply.report'
/** A session that was there and is no more: ended by somebody, or with the post. One that only ran out sends no cookie. */
const ENDED = 'session.ended'

export const session = reactive({
  me: null as Me | null,
  /** The server does not know the session any more. */
  gone: false,
  /** The county is simulated: known before anybody has signed in, so that nobody types a real report into it. */
  simulated: false,
})

/** Wrong digits or a wrong password are refused like a session that is gone; they say nothing of the one that is here. */
let entering = false

onSignedOut((problem) => {
  if (entering || !session.me) return
  session.gone = true
  if (problem.code === ENDED && !session.me.ended) void endHere(session.me)
})

/** A lost phone must not go on showing people, goods and sums: the page closes at once, then the disk is cleared. */
async function endHere({ person, name, county, simulated }: Me): Promise<void> {
  session.me = { person, name, county, simulated, place: '', report: null, advises: false, point: null, producer: null, ended: true }
  forgetShown()
  await keepSealed('me', session.me)
  await forgetKnown(['me'])
  await dropKey()
}

export async function loadSession(): Promise<void> {
  const kept = await keptSealed<Me & { post?: number }>('me')
  // Kept before the app knew of points or producers: the one post reported.
  session.me = kept && { ...kept, report: kept.report ?? kept.post ?? null, advises: kept.advises ?? false, point: kept.point ?? null, producer: kept.producer ?? null }
  session.gone = session.me?.ended === true
  if (!session.me) void askCounty()
}

/** Without a network nothing is known, and nobody can sign in either. */
async function askCounty(): Promise<void> {
  const view = await get<Api['SessionView']>('/session').catch(() => null)
  session.simulated = view?.county?.simulated === true
}

/** Sees to it that the session acts as this post; false if there is none. One post alone is never changed. */
export async function asPost(which: Which): Promise<boolean> {
  const me = session.me
  const posts: Record<Which, number | null | undefined> = { report: me?.report, point: me?.point?.post, producer: me?.producer?.post }
  const wanted = posts[which]
  if (!wanted) return false
  // Another tab may have changed it: with two posts it is said each time.
  if (Object.values(posts).filter(Boolean).length > 1) await post<Api['SessionView']>('/session/post', { post: wanted })
  return true
}

export const signIn = (entered: Api['OpenSession'], mayClear: MayClear): Promise<void> => enter('/session', entered, mayClear)

/** By the code of the QR, or by login and the six digits that were told over the phone. */
export const bind = async (by: { code: string } | { login: string; digits: string }, mayClear: MayClear): Promise<void> =>
  enter('/device-bindings', { ...by, name: await deviceName() }, mayClear)

async function enter(path: string, body: unknown, mayClear: MayClear): Promise<void> {
  entering = true
  try {
    await take(await post<Api['SessionView']>(path, body), mayClear)
  } finally {
    entering = false
  }
}

/** Asks whether what somebody else left unsent on this phone may be thrown away. */
export type MayClear = (name: string, count: number) => Promise<boolean>

async function take(view: Api['SessionView'], mayClear: MayClear): Promise<void> {
  const posts = view.post ? [view.post, ...view.posts.filter((one) => one.id !== view.post?.id)] : view.posts
  const keeper = posts.find((one) => one.role === KEEPING)
  const reporter = (view.permissions.includes(REPORT) ? view.post : null) ?? posts.find((one) => REPORTING.includes(one.role)) ?? posts.find((one) => one.role === GUIDING)
  const grower = posts.find((one) => one.role === GROWING)
  const shown = reporter ?? keeper ?? grower
  if (!view.person || !shown) throw refusal(w.sign_in.no_post)
  if (view.post?.id !== shown.id) await post<Api['SessionView']>('/session/post', { post: shown.id })
  const before = session.me
  if (before && before.person !== view.person.id) {
    const waiting = unsent(outbox.entries).length
    if (waiting > 0 && !(await mayClear(before.name, waiting))) {
      await call('DELETE', '/session')
      return
    }
    await forget()
  }
  await dropKey()
  session.me = {
    person: view.person.id, name: view.person.name, place: shown.scope_name, county: view.county.name, simulated: view.county.simulated,
    report: reporter?.id ?? null, advises: reporter?.role === GUIDING, point: keeper ? { post: keeper.id, outlet: keeper.scope_id } : null, producer: grower ? { post: grower.id, id: grower.scope_id } : null,
  }
  await keepSealed('me', session.me)
  session.gone = false
  void navigator.storage?.persist?.()
}

const refusal = (pair: readonly [string, string]): Problem =>
  new Problem({ type: 'about:blank', title: pair[document.documentElement.lang === 'en' ? 1 : 0], status: 403, code: 'no_post' })

/** Signs out and clears the phone; without a network the session ends at the server when it is next asked. */
export async function signOut(): Promise<void> {
  await call('DELETE', '/session').catch(() => undefined)
  await forget()
  session.gone = false
}

async function forget(): Promise<void> {
  await forgetAll()
  await dropKey()
  session.me = null
  forgetShown()
}

function forgetShown(): void {
  known.kept = null
  knownPoint.kept = null
  forgetMarket()
  knownPrices.kept = null
  knownProducer.kept = null
}
