// Group commit without a timer: what arrives while one statement is in flight goes together into the next.
import { channel } from 'node:diagnostics_channel'

export interface GroupOptions<I, O> {
  /** As the metrics call it. */
  name: string
  /** Handles all items in one statement; for each, in order, its output or the error that concerns it alone. */
  flush: (items: I[]) => Promise<(O | Error)[]>
  max?: number
  /** Items of one key never share a statement: the later waits for the next one. */
  keyOf?: (item: I) => string
}

/** Tells whoever listens how many items each statement has; nobody listening costs nothing. */
export const BATCHES = 'mandate:db.batch'
export interface Batch {
  name: string
  size: number
}

const batches = channel(BATCHES)

/** @returns a function that gives an item to the next statement and answers with its output */
export function group<I, O>({ name, flush, max = 500, keyOf }: GroupOptions<I, O>): (item: I) => Promise<O> {
  interface Waiting {
    item: I
    resolve: (output: O) => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let busy = false

  const pump = async () => {
    if (busy) return
    busy = true
    while (waiting.length > 0) {
      const [batch, rest] = split(waiting)
      waiting = rest
      if (batches.hasSubscribers) batches.publish({ name, size: batch.length } satisfies Batch)
      try {
        const outputs = await flush(batch.map(entry => entry.item))
        for (const [index, entry] of batch.entries()) {
          const output = outputs[index] as O | Error
          if (output instanceof Error) entry.reject(output)
          else entry.resolve(output)
        }
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
    }
    busy = false
  }

  const split = (entries: Waiting[]): [Waiting[], Waiting[]] => {
    if (keyOf === undefined) return [entries.slice(0, max), entries.slice(max)]
    const seen = new Set<string>()
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    for (const entry of entries) {
      const key = keyOf(entry.item)
      if (batch.length >= max || seen.has(key)) rest.push(entry)
      else {
        seen.add(key)
        batch.push(entry)
      }
    }
    return [batch, rest]
  }

  return item =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (waiting.length === 1) setImmediate(pump)
    })
}
