// Lets work begin when the work before it has ended.

/** Resolves and rejects as `work` does; what one throws does not stop the next. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>

export function oneAtATime(): Turn {
  let before: Promise<unknown> = Promise.resolve()
  return work => {
    const result = before.then(work)
    before = result.catch(() => undefined) // Whoever asked for it hears of it.
    return result
  }
}
