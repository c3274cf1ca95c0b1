// The route that /campaigns/{id}/start is compared with: the same checks of the request.
import type { Hono } from 'hono'
import { z } from 'zod'
import { demandScope } from '#api/auth/caller.ts'
import type { Authenticate } from '#api/auth/create-authenticator.ts'

const Path = z.object({ id: z.uuid() })
const Body = z.strictObject({}).optional()

export function bareStart(app: Hono, authenticate: Authenticate): void {
  app.post('/api/v1/campaigns/:id/start', async context => {
    const caller = await authenticate(context.req.header('authorization'))
    demandScope(caller, ['campaigns:write'], false)
    const { id } = Path.parse(context.req.param())
    const text = await context.req.text()
    Body.parse(text === '' ? undefined : JSON.parse(text))
    return context.json({ id, tenant_id: caller.tenantId, status: 'running', state: 'RADAR_SCAN' }, 202)
  })
}
