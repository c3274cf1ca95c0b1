// The process that routes of the API are compared with: Hono, the same authentication and checks, and nothing behind them.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createAuthenticator } from '#api/auth/create-authenticator.ts'
import { bareExecute, type CommandSettings } from './bare-execute.ts'
import { bareStart } from './bare-start.ts'

/** What the parent sends; the answer is the URL. */
export interface BareApiSettings {
  issuer: string
  audience: string
  /** Present: commands are checked as well. */
  commands?: CommandSettings
}

process.once('message', ({ issuer, audience, commands }: BareApiSettings) => {
  const claims = { tenant: 'tenant_id', scope: 'scope', principal: 'principal', sub: 'sub' }
  const authenticate = createAuthenticator({ issuer, audience, claims })
  const app = new Hono()
  bareStart(app, authenticate)
  if (commands !== undefined) bareExecute(app, authenticate, commands)
  const server = createServer(getRequestListener(app.fetch))
  server.listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  })
})
process.once('disconnect', () => process.exit(0))
