// Who is signed in, with which post, and what that post may do. One copy for the whole app.
import { reactive } from 'vue'
import { call, get, post as postTo } from '@shared/api/api'
import { asProblem, type Problem } from '@shared/api/problem'
import type { Api } from '@shared/api/types'
import { countyKind } from '@shared/i18n'
import { setClock } from '@shared/lib/clock'
import { forgetAll, keep, kept } from '@shared/lib/keep'

export type Post = Api['PostBrief']
export type County = Api['CountyView']
type SessionView = Api['SessionView']
export type SignIn = Api['OpenSession']

/** Somebody is signed in with a post. */
export type Session = SessionView & { person: NonNullable<SessionView['person']>; post: Post; words: Record<string, unknown> }

let loading: Promise<void> | null = null

export const session = reactive({
  now: null as Session | null,
  /** Known before anybody signs in. */
  county: null as County | null,
  /** The folder is empty: the set-up link has to be opened. */
  notSetUp: false,
  /** Why the session could not be asked for (not: that there is none). */
  problem: null as Problem | null,

  /** Asks once; later calls wait for the same answer. */
  load(): Promise<void> {
    if (session.now) return Promise.resolve()
    loading ??= ask().finally(() => { loading = null })
    return loading
  },
  async reload(): Promise<void> {
    await ask()
  },
  async signIn(entered: SignIn): Promise<void> {
    take(await postTo<SessionView>('/session', entered))
  },
  async signOut(): Promise<void> {
    await call('DELETE', '/session')
    forgetAll('draft.')
    session.forget()
  },
  async takePost(post: Post): Promise<void> {
    take(await postTo<SessionView>('/session/post', { post: post.id }))
  },
  /** Forgets the person; drafts stay, for a session that ran out in the middle of a form. */
  forget(): void {
    session.now = null
  },
  can(permission: string): boolean {
    return session.now?.permissions.includes(permission) ?? false
  },
  /** A word of the policy pack (扶贫产品 / 帮扶产品 …), or the given one. */
  word(key: string, fallback: string): string {
    const word = session.now?.words[key]
    return typeof word === 'string' ? word : fallback
  },
})

async function ask(): Promise<void> {
  try {
    take(await get<SessionView>('/session'))
    session.problem = null
  } catch (caught) {
    const problem = asProblem(caught)
    session.now = null
    session.notSetUp = problem.code === 'edge.not_set_up'
    session.problem = problem.status === 401 || session.notSetUp ? null : problem
  }
}

function take(view: SessionView): void {
  setClock(view.now)
  session.county = view.county
  countyKind.value = view.county.kind_word || '县'
  session.notSetUp = view.county.id === ''
  session.now = view.person && view.post ? (view as Session) : null
  if (!view.person) return
  // Drafts are the last person's; another one on the same machine does not get to see them.
  if (kept<number>('person') !== view.person.id) forgetAll('draft.')
  keep('person', view.person.id)
}
