// The two endpoints of the analyst: each parses, does its one thing, answers in the agreed shape.
import type { Context, Hono } from 'hono'
import { AuditReply, AuditRequest, StrategyReply, StrategyRequest } from '#contracts/upstream/analyst.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { type AuditParts, auditContent } from './audits/audit-content.ts'
import { makeStrategy, type StrategyParts } from './strategies/make-strategy.ts'
import type { CallContext } from './upstream/ask-service.ts'

export interface AnalystParts {
  strategies: StrategyParts
  audits: AuditParts
}

export function analystRoutes(app: Hono, { strategies, audits }: AnalystParts): void {
  app.post('/strategies', async c => {
    const request = await parseBody(c, StrategyRequest)
    return c.json(StrategyReply.parse(await makeStrategy(request, strategies, callContextOf(c))))
  })
  app.post('/audits', async c => {
    const request = await parseBody(c, AuditRequest)
    return c.json(AuditReply.parse(await auditContent(request, audits, c.req.raw.signal)))
  })
}

/** What the caller sent to be carried on goes to the services that we ask for it, and nowhere else. */
function callContextOf(c: Context): CallContext {
  const carried = ['traceparent', 'authorization'].flatMap(name => {
    const value = c.req.header(name)
    return value === undefined ? [] : [[name, value]]
  })
  return { signal: c.req.raw.signal, headers: { ...Object.fromEntries(carried), 'x-request-id': c.get('requestId') } }
}
