// Whether an address answers at all.

/** Any answer will do: whether we may do anything there shows when we do it. */
export function reaches(endpoint: string): () => Promise<void> {
  return async () => {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(2000), redirect: 'manual' })
    await response.body?.cancel()
  }
}
