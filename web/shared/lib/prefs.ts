// What a reader chose on this machine: language, theme, unit of weight, row height. Kept in localStorage only;
// nothing personal. `office/public/start.js` reads the same key before the app starts.
import { reactive, watch } from 'vue'
import type { WeightUnit } from './quantity'

export interface Prefs {
  lang: 'zh-CN' | 'en'
  theme: 'auto' | 'light' | 'dark'
  unit: WeightUnit
  compact: boolean
}

const KEY = 'huoshui.prefs'
const DEFAULTS: Prefs = { lang: 'zh-CN', theme: 'auto', unit: 'jin', compact: false }

export const prefs: Prefs = reactive({ ...DEFAULTS, ...read() })

watch(prefs, () => {
  write()
  applyTheme()
})

/** Puts theme and language on the root element; also called when the system theme changes. */
export function applyTheme(): void {
  const system = typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches
  const dark = prefs.theme === 'dark' || (prefs.theme === 'auto' && system)
  document.documentElement.classList.toggle('dark', dark)
  document.documentElement.lang = prefs.lang
}

function read(): Partial<Prefs> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Prefs>
  } catch {
    return {}
  }
}

function write(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs))
  } catch {
    // A full or forbidden store only means that the choice lasts for this visit.
  }
}
