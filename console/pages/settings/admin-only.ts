// Pages that only change something are not for whoever only looks.
import type { MiddlewareHandler } from 'hono'
import { refusalPage } from '../../parts/refusal.ts'
import { type ConsoleEnv, may } from '../../person.ts'

export const adminOnly: MiddlewareHandler<ConsoleEnv> = async (c, next) => {
  if (may(c.var.person, 'tenant:admin')) return next()
  const detail = 'Only administrators of the tenant change this (scope tenant:admin).'
  return c.html(refusalPage(c.var.person, { title: 'Not for you', detail }), 403)
}
