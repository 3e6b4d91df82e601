// What the server says when it refuses (RFC 9457), and what the client says when it got no answer.
// Invariant: everything thrown by the API layer is a `Problem`, so a page has one thing to show.

export interface FieldError { field: string; code: string; message: string }

export interface ProblemBody {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  errors?: FieldError[]
  /** Id of the request in the server's log. */
  trace?: string
}

export class Problem extends Error {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly trace: string

  constructor(body: ProblemBody) {
    super(body.detail || body.title)
    this.name = 'Problem'
    this.type = body.type
    this.title = body.title
    this.status = body.status
    this.code = body.code
    this.detail = body.detail ?? ''
    this.trace = body.trace ?? ''
    this.errors = (body.errors ?? []).map((error) => ({ ...error, field: fieldPath(error.field) }))
  }

  /** No answer came: the server is away, or the line is cut. `status` is 0. */
  static unreachable(): Problem {
    return new Problem({ type: 'about:blank', title: '', status: 0, code: 'unreachable' })
  }

  get away(): boolean { return this.code === 'unreachable' }

  /** First message for a field of a form, by its dotted path. */
  messageFor(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message
  }
}

/** JSON pointer (`/lines/0/price_fen`, `#/name`) or plain name → dotted path (`lines.0.price_fen`). */
export function fieldPath(field: string): string {
  const pointer = field.replace(/^#/, '')
  if (!pointer.startsWith('/')) return pointer
  return pointer.slice(1).split('/').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~')).join('.')
}

/** The problem in a response that is not ok; a body that is no problem document still gives one. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback: ProblemBody = { type: 'about:blank', title: response.statusText, status: response.status, code: `http_${response.status}` }
  if (!/[/+]json/.test(response.headers.get('content-type') ?? '')) return new Problem(fallback)
  try {
    const body = (await response.json()) as Partial<ProblemBody>
    return new Problem({ ...fallback, ...body, status: response.status })
  } catch {
    return new Problem(fallback)
  }
}

/** Anything caught, as a `Problem`; a mistake of our own program keeps its message and its stack in the console. */
export function asProblem(caught: unknown): Problem {
  if (caught instanceof Problem) return caught
  console.error(caught)
  const title = caught instanceof Error ? caught.message : String(caught)
  return new Problem({ type: 'about:blank', title, status: 0, code: 'client' })
}
