// Whose phone this is. Known without a network: kept sealed since the last sign-in. A session that the server no longer
// knows asks for signing in again and throws nothing away; signing out, or another person, clears the phone.
import { reactive } from 'vue'
import { call, post } from '@shared/api/api'
import { Problem } from '@shared/api/problem'
import { onSignedOut } from '@shared/api/send'
import type { Api } from '@shared/api/types'
import { unsent } from './store/entries'
import { deviceName, forgetAll, outbox } from './store/outbox'
import { keepSealed, keptSealed } from './store/vault'
import { known } from './today'
import { w } from './words'

export interface Me { person: number; name: string; post: number; place: string; county: string; simulated: boolean }

const REPORT = 'supply.report'

export const session = reactive({
  me: null as Me | null,
  /** The server does not know the session any more. */
  gone: false,
})

/** Wrong digits or a wrong password are refused like a session that is gone; they say nothing of the one that is here. */
let entering = false

onSignedOut(() => { if (!entering) session.gone = session.me !== null })

export async function loadSession(): Promise<void> {
  session.me = await keptSealed<Me>('me')
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
  const fit = view.permissions.includes(REPORT) ? view : await withReportingPost(view)
  if (!fit.person || !fit.post) throw refusal(w.sign_in.no_post)
  const before = session.me
  if (before && before.person !== fit.person.id) {
    const waiting = unsent(outbox.entries).length
    if (waiting > 0 && !(await mayClear(before.name, waiting))) {
      await call('DELETE', '/session')
      return
    }
    await forget()
  }
  session.me = {
    person: fit.person.id, name: fit.person.name, post: fit.post.id, place: fit.post.scope_name,
    county: fit.county.name, simulated: fit.county.simulated,
  }
  await keepSealed('me', session.me)
  session.gone = false
  void navigator.storage?.persist?.()
}

/** Takes the first of somebody's posts that reports; a phone has one post. */
async function withReportingPost(view: Api['SessionView']): Promise<Api['SessionView']> {
  for (const one of view.posts.filter((p) => p.scope_kind === 'village' || p.scope_kind === 'township')) {
    const taken = await post<Api['SessionView']>('/session/post', { post: one.id })
    if (taken.permissions.includes(REPORT)) return taken
  }
  throw refusal(w.sign_in.no_post)
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
  session.me = null
  known.kept = null
}
