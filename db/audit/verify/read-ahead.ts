// Does slow work on several items at once and gives the outcomes in the order of the items.

/** @param width how many are under way at most */
export async function* readAhead<I, O>(
  items: Iterable<I> | AsyncIterable<I>,
  width: number,
  work: (item: I) => Promise<O>,
): AsyncGenerator<O> {
  const underWay: Promise<O>[] = []
  try {
    for await (const item of items) {
      const outcome = work(item)
      // Whoever takes it hears of the error; until then it is nobody's.
      outcome.catch(() => {})
      underWay.push(outcome)
      if (underWay.length >= width) yield await (underWay.shift() as Promise<O>)
    }
    while (underWay.length > 0) yield await (underWay.shift() as Promise<O>)
  } finally {
    await Promise.allSettled(underWay)
  }
}
