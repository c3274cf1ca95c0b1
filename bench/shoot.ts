// So many POSTs at 50 connections, each another one, and how long they took.
import autocannon from 'autocannon'

export const CONNECTIONS = 50

export interface Shots {
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Answers other than 2xx, and no answers. */
  errors: number
}

export interface Shot {
  path: string
  headers: Record<string, string>
  body?: string
}

/** @param next may be asked for a few more than are sent: the last ones are made in advance */
export async function shoot(url: string, amount: number, next: () => Shot): Promise<Shots> {
  const startedMs = performance.now()
  let endedMs = startedMs
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount,
    requests: [
      {
        method: 'POST',
        setupRequest: request => ({ ...request, ...next() }),
        // Its own clock: autocannon sees the end of a run at its next full second.
        onResponse: () => {
          endedMs = performance.now()
        },
      },
    ],
  })
  return {
    perSecond: (amount / (endedMs - startedMs)) * 1000,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: amount - result['2xx'],
  }
}
