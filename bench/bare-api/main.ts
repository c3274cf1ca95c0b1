// The route that /campaigns/{id}/start is compared with: Hono, the same authentication and the same checks of the request,
// and nothing behind it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { demandScope } from '#api/auth/caller.ts'
import { createAuthenticator } from '#api/auth/create-authenticator.ts'

/** What the parent sends; the answer is the URL. */
export interface BareApiSettings {
  issuer: string
  audience: string
}

const Path = z.object({ id: z.uuid() })
const Body = z.strictObject({}).optional()

process.once('message', (settings: BareApiSettings) => {
  const authenticate = createAuthenticator({
    ...settings,
    claims: { tenant: 'tenant_id', scope: 'scope', principal: 'principal', sub: 'sub' },
  })
  const app = new Hono()
  app.post('/api/v1/campaigns/:id/start', async context => {
    const caller = await authenticate(context.req.header('authorization'))
    demandScope(caller, ['campaigns:write'], false)
    const { id } = Path.parse(context.req.param())
    const text = await context.req.text()
    Body.parse(text === '' ? undefined : JSON.parse(text))
    return context.json({ id, tenant_id: caller.tenantId, status: 'running', state: 'RADAR_SCAN' }, 202)
  })
  const server = createServer(getRequestListener(app.fetch))
  server.listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  })
})
process.once('disconnect', () => process.exit(0))
