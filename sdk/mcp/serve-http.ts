// MCP over HTTP (streamable): many agents, each with a token of its own, which goes to the API with every call.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  requireBearerAuth,
} from '@modelcontextprotocol/server'
import { createMandate } from '../create-mandate.ts'
import { checkToken } from './check-token.ts'
import { createMcpServer } from './create-mcp-server.ts'
import type { PrincipalRules } from './service-token.ts'

export interface HttpOptions extends PrincipalRules {
  /** Of the API. */
  url: string
  port: number
  host?: string
  version: string
  /** Names under which clients know it; loopback's unless said, which keeps web pages out that rebind a name to this machine. */
  allowedHosts?: string[]
  /** What went wrong and is told to no agent; standard error unless said. */
  onError?: (error: Error) => void
}

export interface McpOverHttp {
  url: string
  close(): Promise<void>
}

const PATH = '/mcp'

export async function serveMcpOverHttp(options: HttpOptions): Promise<McpOverHttp> {
  const { url, port, host = '127.0.0.1', version, onError } = options
  const hosts = options.allowedHosts ?? localhostAllowedHostnames()
  const gate = requireBearerAuth({ verifier: { verifyAccessToken: checkToken(url, options) } })
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpServer(createMandate({ url, token: authInfo?.token ?? '' }), version, onError),
    onError === undefined ? {} : { onerror: onError },
  )
  const answer = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname
    if (path === '/livez') return Response.json({ status: 'ok' })
    if (path !== PATH) return Response.json({ error: 'not_found' }, { status: 404 })
    const refused = hostHeaderValidationResponse(request, hosts)
    if (refused !== undefined) return refused
    const caller = await gate(request)
    return caller instanceof Response ? caller : handler.fetch(request, { authInfo: caller })
  }
  const server = createServer(getRequestListener(answer))
  await listening(server, port, host)
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}${PATH}`,
    async close() {
      await handler.close()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}
