// An upstream whose calls are measured: the same port, with somebody told how each call ended.
import type { CallMetrics } from '../../metrics/call-metrics.ts'
import type { Upstream } from './create-upstream.ts'
import { BreakerOpen, UpstreamError } from './upstream-error.ts'

export function measuredUpstream(name: string, upstream: Upstream, observe: CallMetrics['upstream']): Upstream {
  return {
    async call(call) {
      const startedMs = performance.now()
      const ended = (outcome: string) =>
        observe({ upstream: name, outcome, seconds: (performance.now() - startedMs) / 1000 })
      try {
        const reply = await upstream.call(call)
        ended('ok')
        return reply
      } catch (error) {
        if (!(error instanceof BreakerOpen)) ended(outcomeOf(error, call.signal))
        throw error
      }
    },
  }
}

/** Each upstream under its name. */
export function measuredUpstreams<N extends string>(
  upstreams: Record<N, Upstream>,
  observe: CallMetrics['upstream'],
): Record<N, Upstream> {
  const entries = Object.entries<Upstream>(upstreams)
  return Object.fromEntries(
    entries.map(([name, upstream]) => [name, measuredUpstream(name, upstream, observe)]),
  ) as Record<N, Upstream> // the same names
}

function outcomeOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof UpstreamError) return error.reason
  return signal.aborted ? 'ABORTED' : 'INTERNAL'
}
