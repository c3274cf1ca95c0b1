// What is asked for in one turn of the event loop goes out together: a batch of outcomes wakes hundreds of callers at once,
// and one command for all of them costs a fraction of hundreds.
import { outsideWork } from './tracing/outside-work.ts'

/**
 * @param flush takes everything that was given since the last time
 * @returns gives items to the next flush, which comes when all that was ready to run has run
 */
export function gather<T>(flush: (items: T[]) => Promise<void>): (items: readonly T[]) => Promise<void> {
  let waiting: T[] = []
  let flushed: Promise<void> | undefined

  const next = () =>
    new Promise<void>((resolve, reject) => {
      // nextTick runs after the promise jobs of this turn; a timer or setImmediate would add a turn of latency.
      process.nextTick(() => {
        const items = waiting
        waiting = []
        flushed = undefined
        outsideWork(() => flush(items)).then(resolve, reject)
      })
    })

  return items => {
    waiting.push(...items)
    flushed ??= next()
    return flushed
  }
}
