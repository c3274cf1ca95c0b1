// Routes of the tab Quota.
import { type Context, Hono } from 'hono'
import type { QuotaResource } from '#contracts/session-config.ts'
import type { Refused } from '../../../http/api.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { showTab } from '../settings-tab.ts'
import { numberOf, type Typed, typedAs, typedIn } from '../typed.ts'
import { went } from '../went.ts'
import { quotaPage } from './quota-page.ts'

const QUOTA = '/tenants/current/quota'
const HOUR_S = 3600

export function quotaRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => show(c))
  app.post('/', set)
  return app
}

async function show(c: Context<ConsoleEnv>, typed?: Typed, refused?: Refused) {
  const quota = await c.var.api.get<QuotaResource>(QUOTA)
  const limit = quota.limit_seconds
  const inForce = typedAs(limit === null ? { limit: 'none' } : { limit: 'hours', hours: limit / HOUR_S })
  const content = quotaPage(c.var.person, quota, typed ?? inForce, refused?.problem)
  return showTab(c, { name: 'quota', title: 'Quota', content, status: refused?.status ?? 200 })
}

async function set(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const hours = numberOf(typed.text('hours')) ?? ''
  const limited = typeof hours === 'number' ? Math.round(hours * HOUR_S) : hours
  const sent = await c.var.api.send('PUT', QUOTA, { limit_seconds: typed.text('limit') === 'none' ? null : limited })
  return sent.ok ? went(c, 'quota', 'quota-set') : show(c, typed, sent)
}
