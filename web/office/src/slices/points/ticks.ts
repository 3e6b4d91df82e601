// Ticked rows of a list, by their number.
import { reactive } from 'vue'

export function useTicks<R>(idOf: (row: R) => number) {
  const ticked = reactive(new Set<number>())
  return {
    ticked,
    chosen: (row: R): boolean => ticked.has(idOf(row)),
    choose: (row: R): void => { if (!ticked.delete(idOf(row))) ticked.add(idOf(row)) },
    all: (rows: readonly R[]): void => { for (const row of rows) ticked.add(idOf(row)) },
    none: (): void => { ticked.clear() },
  }
}
