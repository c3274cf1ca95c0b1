// Group commit without a timer: what arrives while one statement is in flight goes together into the next.
import { channel } from 'node:diagnostics_channel'

export interface GroupOptions<I, O> {
  /** As the metrics call it. */
  name: string
  /** Handles all items in one statement; for each, in order, its output or the error that concerns it alone. */
  flush: (items: I[]) => Promise<(O | Error)[]>
  max?: number
  /**
   * Statements in flight at once, 1 unless told. With two, Postgres works on one while this process digests the other; with one
   * they take turns, and everybody ends up waiting in one large batch.
   */
  inFlight?: number
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

/** Fewer items than this wait for a statement to come back: one of their own would cost more than it saves. */
const WORTH_A_SECOND = 8
/** Where several statements may fly, one takes no more than this, or half of what waits: the other half flies beside it. */
const SHARE = 40

/** @returns a function that gives an item to the next statement and answers with its output */
export function group<I, O>(options: GroupOptions<I, O>): (item: I) => Promise<O> {
  const { name, flush, max = 500, inFlight = 1, keyOf } = options
  interface Waiting {
    item: I
    resolve: (output: O) => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let flying = 0

  const mayFly = () => flying < inFlight && waiting.length >= (flying === 0 ? 1 : WORTH_A_SECOND)

  const pump = async () => {
    while (mayFly()) {
      const most = inFlight === 1 ? max : Math.min(max, Math.max(SHARE, Math.ceil(waiting.length / 2)))
      const [batch, rest] = split(waiting, most)
      waiting = rest
      flying++
      schedule()
      await fly(batch)
      flying--
    }
  }

  let scheduled = false
  const schedule = () => {
    if (scheduled || !mayFly()) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      void pump()
    })
  }

  const fly = async (batch: Waiting[]) => {
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

  const split = (entries: Waiting[], most: number): [Waiting[], Waiting[]] => {
    if (keyOf === undefined) return [entries.slice(0, most), entries.slice(most)]
    const seen = new Set<string>()
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    for (const entry of entries) {
      const key = keyOf(entry.item)
      if (batch.length >= most || seen.has(key)) rest.push(entry)
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
      schedule()
    })
}
