// Photos on their way. Each for itself: what goes wrong with one is written on it, and the others go on.
import { call } from '@shared/api/api'
import { asProblem, type Problem } from '@shared/api/problem'
import { shrunk, SMALL } from '@shared/lib/shrink'
import { LONGEST_OF_ONE_MS, pauseAfter } from '../lib/back-off'
import { failing, numberFor, orphans, settled, type PhotoEntry } from '../store/entries'
import { forgetPhoto, outbox, photoFile, save, swapPhoto } from '../store/outbox'
import { w } from '../words'
import { asOutcome, current, isTooSlow, itsOwnFault, now, onTheirWay, patiently, whyOf } from './way'

/** How long a photo may take; longer each time it was too slow, so that a thin line gets it through in the end. */
const PATIENCE_MS = 180_000
const PATIENCE_MOST_MS = 600_000
const patience = (photo: PhotoEntry): number => Math.min(PATIENCE_MS * (1 + (photo.failed ?? 0)), PATIENCE_MOST_MS)

const given = (pair: readonly [string, string]): { went: 'refused'; number: null; why: { zh: string; en: string }; field: string } =>
  ({ went: 'refused', number: null, why: { zh: pair[0], en: pair[1] }, field: '' })

/** Photos that can go nowhere say so, and can be dropped. */
export async function settleOrphans(): Promise<void> {
  for (const photo of orphans(outbox.entries)) await save(settled(photo, given(w.outbox.photo_alone), now()))
}

/** Sends one photo. Throws only what speaks of the line or the session, not of the photo. */
export async function sendPhoto(photo: PhotoEntry): Promise<void> {
  const number = numberFor(photo, outbox.entries)
  if (number === null) return
  const file = await photoFile(photo).catch(() => null)
  if (!file) return save(settled(photo, given(w.outbox.photo_gone), now()))
  const form = new FormData()
  for (const [name, value] of [['kind', 'photo'], ['note', photo.note], ['part', ''], ['part_id', '0']] as const) form.set(name, value)
  form.set('file', file, file.name)
  await onTheirWay([photo], async () => {
    try {
      // The same photo twice is one: the server knows it by its digest.
      const subject = photo.proof ?? (photo.signed ? 'payment-lists' : 'unsalable-reports')
      await patiently(patience(photo), (signal) => call('POST', `/${subject}/${number}/evidence`, { body: form, signal }))
      await save(settled(current(photo), { went: 'taken', number: null, why: null, field: '' }, now()))
      await forgetPhoto(photo.id)
    } catch (caught) {
      await failed(current(photo), asProblem(caught), file)
    }
  })
}

async function failed(photo: PhotoEntry, problem: Problem, file: File): Promise<void> {
  if (itsOwnFault(problem)) return save(settled(photo, asOutcome(problem, photo.id), now()))
  if (problem.status === 401) throw problem
  if (isTooSlow(problem) && !photo.carried_at) {
    // The next try is with a smaller picture; where it cannot be made, with the same. One that is carried in a file stays
    // as it is: the county would take the two for two.
    const small = await shrunk(file, SMALL).catch(() => file)
    if (small.size < file.size) await swapPhoto(photo.id, small)
  }
  const pause = pauseAfter((photo.failed ?? 0) + 1, Math.random(), LONGEST_OF_ONE_MS)
  await save(failing(photo, whyOf(problem), pause, Date.now()))
  // Nobody was reached: it may be the line, so the rest of this round waits; next time the others are first.
  if (problem.away) throw problem
}
