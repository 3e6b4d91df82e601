// What evidence may be, what it is attached to, and how big it is: shared by list and form.

/** In the order in which it is offered; the server's list. */
export const KINDS = ['photo', 'licence', 'wage', 'decision', 'contract', 'invoice', 'letter', 'identity', 'other'] as const

/** What a file is attached to. */
export interface To {
  /** `act`, `help` …; empty for the whole. */
  part: string
  /** Its number; 0 for the whole. */
  id: number
  /** What people call it; empty for the whole. */
  word: string
  /** The kind that is most likely. */
  kind: (typeof KINDS)[number]
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
