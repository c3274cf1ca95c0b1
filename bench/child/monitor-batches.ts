// How many items go into one statement of the ledger, on average.
import { subscribe } from 'node:diagnostics_channel'
import { BATCHES, type Batch } from '#db/connection/group.ts'

export interface BatchMonitor {
  reset(): void
  /** By the group's name. */
  means(): Record<string, number>
}

export function monitorBatches(): BatchMonitor {
  const seen = new Map<string, { items: number; statements: number }>()
  subscribe(BATCHES, message => {
    const { name, size } = message as Batch
    const { items, statements } = seen.get(name) ?? { items: 0, statements: 0 }
    seen.set(name, { items: items + size, statements: statements + 1 })
  })
  return {
    reset: () => seen.clear(),
    means: () => Object.fromEntries([...seen].map(([name, { items, statements }]) => [name, items / statements])),
  }
}
