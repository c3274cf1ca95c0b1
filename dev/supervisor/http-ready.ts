import { setTimeout as delay } from 'node:timers/promises'

/** Resolves once GET on one of the URLs is answered 2xx; asks every 50 ms until the signal fires. */
export async function httpReady(urls: string | readonly string[], signal: AbortSignal): Promise<void> {
  for (;;) {
    const answered = await Promise.all((typeof urls === 'string' ? [urls] : urls).map(url => answers(url, signal)))
    if (answered.includes(true)) return
    await delay(50, undefined, { signal })
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) })
    await response.body?.cancel()
    return response.ok
  } catch {
    // Not listening yet, or listening and slow: asked again until the caller's signal ends it.
    signal.throwIfAborted()
    return false
  }
}
