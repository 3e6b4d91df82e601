// Moving and selecting in a table as in a spreadsheet: one current cell, a rectangle from an anchor to it.
import { computed, reactive, ref, type Ref } from 'vue'
import { blockOf, type Block } from './table'

export interface Place { row: number; col: number }

const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, col: 0 }, ArrowDown: { row: 1, col: 0 }, ArrowLeft: { row: 0, col: -1 }, ArrowRight: { row: 0, col: 1 },
  PageUp: { row: -15, col: 0 }, PageDown: { row: 15, col: 0 },
}

export function useCells(size: Ref<{ rows: number; cols: number }>) {
  const here = reactive<Place>({ row: 0, col: 0 })
  const anchor = reactive<Place>({ row: 0, col: 0 })
  const chosen = ref(false)
  let dragging = false

  const block = computed<Block>(() => blockOf(anchor, here))
  const isIn = (row: number, col: number): boolean => {
    const { top, bottom, left, right } = block.value
    return chosen.value && row >= top && row <= bottom && col >= left && col <= right
  }

  function moveTo(row: number, col: number, extend: boolean): void {
    here.row = clamp(row, size.value.rows)
    here.col = clamp(col, size.value.cols)
    if (!extend) Object.assign(anchor, here)
    chosen.value = true
  }

  /** True when the key was a movement and has been taken. */
  function key(event: KeyboardEvent): boolean {
    const all = event.ctrlKey || event.metaKey
    if (all && event.key.toLowerCase() === 'a') {
      Object.assign(anchor, { row: 0, col: 0 })
      Object.assign(here, { row: size.value.rows - 1, col: size.value.cols - 1 })
      chosen.value = true
      return true
    }
    if (event.key === 'Home') return take(() => moveTo(all ? 0 : here.row, 0, event.shiftKey))
    if (event.key === 'End') return take(() => moveTo(all ? size.value.rows - 1 : here.row, size.value.cols - 1, event.shiftKey))
    const step = STEPS[event.key]
    if (!step || event.altKey) return false
    const far = all ? 1_000_000 : 1
    return take(() => moveTo(here.row + step.row * far, here.col + step.col * far, event.shiftKey))
  }

  const down = (row: number, col: number, event: MouseEvent): void => {
    if (event.button !== 0) return
    dragging = true
    moveTo(row, col, event.shiftKey)
  }
  const over = (row: number, col: number, event: MouseEvent): void => {
    if (dragging && event.buttons === 1) moveTo(row, col, true)
    else dragging = false
  }
  const drop = (): void => { chosen.value = false }
  return { here, block, chosen, isIn, key, down, over, drop, moveTo }
}

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

function take(act: () => void): boolean {
  act()
  return true
}
