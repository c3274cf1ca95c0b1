// Does to a request what a fault knob says, as a sick upstream would.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { dropConnection } from './drop-connection.ts'
import type { Fault } from './knob-state.ts'
import { pause } from './pause.ts'
import { ServiceProblem } from './service-problem.ts'

/** The faulty answer; undefined when the request goes on to its route (`slow`). */
export async function applyFault(c: Context, fault: Fault): Promise<Response | undefined> {
  switch (fault.fault) {
    case 'error_500':
      throw new ServiceProblem(500, 'FAULT_INJECTED', 'a fault knob asked for this error')
    case 'rate_limit':
      throw new ServiceProblem(429, 'RATE_LIMITED', 'a fault knob asked for this refusal', {
        headers: { 'retry-after': String(fault.retry_after_seconds) },
      })
    case 'timeout':
      return neverAnswer(c)
    case 'drop':
      return dropConnection(c)
    case 'html':
      return c.html('<!doctype html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>')
    case 'wrong_shape':
      return c.json({ wrong_shape: true, unexpected: [1, 'two', { three: null }] })
    case 'slow':
      await pause(fault.ms, c.req.raw.signal)
      return undefined
    default:
      return fault satisfies never
  }
}

/** Ends only when the caller gives up or the service stops. */
async function neverAnswer(c: Context): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { signal } = c.req.raw
  if (signal.aborted) resolve()
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  return RESPONSE_ALREADY_SENT
}
