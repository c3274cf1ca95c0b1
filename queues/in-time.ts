// Waits for what may never come.

/**
 * Waits for `work`, but no longer than `ms` milliseconds. The work itself is not undone, and what it still brings is dropped.
 * @param late what holds instead, when the time is over: its value, or what it throws
 */
export async function inTime<T, L>(work: PromiseLike<T>, ms: number, late: () => L): Promise<T | Awaited<L>> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  }).then(late)
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}

/** `late` of those to whom too late is an error. */
export const tooLate = (what: string) => (): never => {
  throw new Error(what)
}
