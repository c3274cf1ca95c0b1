// The knobs of the local world: `/_reference/{faults,replies,calls}`, on loopback only, absent unless opened.
import type { Hono, MiddlewareHandler } from 'hono'
import { applyFault } from './apply-fault.ts'
import { Fault, type KnobState, noteCall, pathFits, ScriptedReply, takeTurn } from './knob-state.ts'
import { parseBody } from './parse-body.ts'
import { isInProcess, isLoopback } from './request-facts.ts'
import { scriptedReply } from './scripted-reply.ts'
import { ServiceProblem } from './service-problem.ts'

/** Faults spare these unless they name them, so that a red self-check can still be read. */
const SPARED = ['/health', '/test']

/** Puts faults in front of every route that is registered after it, and notes the calls. */
export function faultsInFront(state: KnobState): MiddlewareHandler {
  return async (c, next) => {
    const { path, method } = c.req
    if (path.startsWith('/_reference')) return next()
    if (!isInProcess(c)) {
      noteCall(state, {
        method,
        path,
        idempotency_key: c.req.header('idempotency-key') ?? null,
        traceparent: c.req.header('traceparent') ?? null,
        at: new Date().toISOString(),
      })
    }
    const fault = takeTurn(state.faults, ({ path: wanted }) =>
      SPARED.includes(path) ? wanted === path : pathFits(wanted, path),
    )
    const faulty = fault === undefined ? undefined : await applyFault(c, fault)
    return faulty ?? next()
  }
}

/** Puts scripted replies in front of every route that is registered after it. */
export function repliesInFront(state: KnobState): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.path.startsWith('/_reference')) return next()
    return (await scriptedReply(c, state)) ?? next()
  }
}

export function mountKnobs(app: Hono, state: KnobState): void {
  app.use('/_reference/*', async (c, next) => {
    // To anybody else it is as if they were not there.
    if (!isLoopback(c)) throw new ServiceProblem(404, 'NOT_FOUND', 'there is nothing here')
    return next()
  })
  app.post('/_reference/faults', async c => {
    state.faults.push(await parseBody(c, Fault))
    return c.json({ data: state.faults }, 201)
  })
  app.post('/_reference/replies', async c => {
    state.replies.push(await parseBody(c, ScriptedReply))
    return c.json({ data: state.replies }, 201)
  })
  app.get('/_reference/faults', c => c.json({ data: state.faults }))
  app.get('/_reference/replies', c => c.json({ data: state.replies }))
  app.get('/_reference/calls', c => c.json({ data: state.calls }))
  app.delete('/_reference/calls', c => {
    state.calls = []
    return c.body(null, 204)
  })
  // Either clears both: who tidies up wants the service well again.
  app.on('DELETE', ['/_reference/faults', '/_reference/replies'], c => {
    state.faults = []
    state.replies = []
    return c.body(null, 204)
  })
}
