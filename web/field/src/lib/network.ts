// Whether there is a network: what the browser says, and what the last request found.
import { computed, ref } from 'vue'
import { away } from '@shared/api/reach'

const online = ref(navigator.onLine)
for (const name of ['online', 'offline']) addEventListener(name, () => { online.value = navigator.onLine })

export const offline = computed(() => !online.value || away.value)
