// The place where those who wait for the same disk wait for one sync of it.

/**
 * @param sync brings to the disk what was written before it is called
 * @returns resolves after a sync that began after the call; never more than one runs and one waits
 */
export function syncTogether(sync: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    const started = sync().finally(() => {
      if (running === started) running = undefined
    })
    running = started
    return started
  }
  return () => {
    if (running === undefined) return start()
    // That one may have begun before what this caller wrote; whether it succeeds is its own callers' matter.
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return start()
      })
    return next
  }
}
