// Who is signed in, with which post, and what that post may do. One copy for the whole app.
import { reactive } from 'vue'
import { call, get, post as postTo } from '@shared/api/api'
import { asProblem, type Problem } from '@shared/api/problem'
import { forgetAll } from '@shared/lib/keep'

export interface Post { id: string | number; role: string; role_word?: string; scope_name: string }

export interface Session {
  person: { id: string | number; name: string }
  posts: Post[]
  post: Post
  permissions: string[]
  county: { id: string; name: string; kind_word: string }
  simulated: boolean
  words: Record<string, string>
}

export interface SignIn { login_name: string; password: string; totp_code?: string }

let loading: Promise<void> | null = null

export const session = reactive({
  now: null as Session | null,
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
    await postTo('/session', entered)
    await ask()
  },
  async signOut(): Promise<void> {
    await call('DELETE', '/session')
    session.forget()
  },
  async takePost(post: Post): Promise<void> {
    await call('PUT', '/session/post', { body: { post_id: post.id } })
    await ask()
  },
  /** Forgets the person and all drafts on this machine; says nothing to the server. */
  forget(): void {
    session.now = null
    forgetAll('draft.')
  },
  can(permission: string): boolean {
    return session.now?.permissions.includes(permission) ?? false
  },
  /** A word of the policy pack (扶贫产品 / 帮扶产品 …), or the given one. */
  word(key: string, fallback: string): string {
    return session.now?.words[key] ?? fallback
  },
})

async function ask(): Promise<void> {
  try {
    session.now = await get<Session>('/session')
    session.problem = null
  } catch (caught) {
    const problem = asProblem(caught)
    session.now = null
    session.problem = problem.status === 401 ? null : problem
  }
}
