// True while the window is as narrow as a phone: tables become cards, side navigation a drawer.
import { onScopeDispose, ref, type Ref } from 'vue'

export function useNarrow(query = '(max-width: 640px)'): Ref<boolean> {
  const narrow = ref(false)
  if (typeof matchMedia !== 'function') return narrow
  const media = matchMedia(query)
  const follow = (): void => { narrow.value = media.matches }
  follow()
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))
  return narrow
}
