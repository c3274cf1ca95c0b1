// Campaigns under way and who waits for each.

export interface Unfinished {
  /** @returns when `finish` is called for it */
  wait(id: string): Promise<void>
  finish(id: string): void
}

export function createUnfinished(): Unfinished {
  const waiting = new Map<string, () => void>()
  return {
    wait: id => new Promise(resolve => waiting.set(id, resolve)),
    finish(id) {
      waiting.get(id)?.()
      waiting.delete(id)
    },
  }
}
