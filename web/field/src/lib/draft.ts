// A form half filled in survives a call, a flat battery and a reload; it is kept sealed, like all the rest.
import { onBeforeUnmount, ref, toRaw, watch, type Ref } from 'vue'
import { session } from '../session'
import { remove } from '../store/db'
import { keepSealed, keptSealed } from '../store/vault'

const PAUSE_MS = 400

/** Restores `form` from its draft unless it starts from something else; `done` forgets the draft. */
export function useDraft<T extends object>(name: string, form: T, fresh: () => T): { restored: Ref<boolean>; restore: () => Promise<void>; clear: () => Promise<void>; done: () => Promise<void> } {
  const key = `draft.${name}`
  const restored = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const stop = watch(form, () => {
    clearTimeout(timer)
    if (stopped) return
    // What was typed last is kept although the page was left, but not on a phone that was ended meanwhile.
    timer = setTimeout(() => { if (!stopped && !session.me?.ended) void keepSealed(key, toRaw(form)) }, PAUSE_MS)
  }, { deep: true })
  onBeforeUnmount(stop)

  async function restore(): Promise<void> {
    const kept = await keptSealed<Partial<T>>(key)
    if (!kept) return
    Object.assign(form, kept)
    restored.value = true
  }
  async function done(): Promise<void> {
    stopped = true
    clearTimeout(timer)
    // What it was the draft of is kept by now: a draft that stays is no reason to say otherwise.
    await remove('kept', key).catch(() => undefined)
  }
  async function clear(): Promise<void> {
    Object.assign(form, fresh())
    restored.value = false
    clearTimeout(timer)
    await remove('kept', key)
  }
  return { restored, restore, clear, done }
}
