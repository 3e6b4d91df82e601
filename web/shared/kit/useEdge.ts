// Whether a box holds more to the right than it shows, so that its edge can say so.
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export function useEdge(box: Ref<HTMLElement | undefined>): Ref<boolean> {
  const more = ref(false)
  const look = (): void => {
    const at = box.value
    more.value = at !== undefined && at.scrollWidth - at.clientWidth - at.scrollLeft > 1
  }
  let watcher: ResizeObserver | undefined
  onMounted(() => {
    if (!box.value) return
    box.value.addEventListener('scroll', look, { passive: true })
    watcher = new ResizeObserver(look)
    // Its content may grow while it stays as it is.
    for (const one of [box.value, ...box.value.children]) watcher.observe(one)
    look()
  })
  onBeforeUnmount(() => watcher?.disconnect())
  return more
}
