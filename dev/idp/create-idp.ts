import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { IdpConfig } from '#dev/idp/config.ts'
import { createProvider } from '#dev/idp/create-provider.ts'
import { loadKeys, rotateKeys, type SigningKey } from '#dev/idp/key-store.ts'
import { showLogin, takeLogin } from '#dev/idp/login.ts'
import { createMemoryAdapter } from '#dev/idp/memory-adapter.ts'

/** The identity provider as an HTTP server: the protocol, a login page, and the knob that rotates keys without a restart. */
export async function createIdp(config: IdpConfig): Promise<Server> {
  const cookieKey = randomBytes(24).toString('base64url')
  const adapter = createMemoryAdapter()
  const serving = (keys: readonly SigningKey[]) => {
    const provider = createProvider(config, { keys, cookieKey, adapter })
    return { provider, answer: provider.callback() }
  }
  let current = serving(await loadKeys(config.dataDir))

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', config.issuer)
    if (url.pathname === '/livez') return json(response, 200, { status: 'ok' })
    if (url.pathname === '/_dev/rotate') {
      if (request.method !== 'POST') return json(response, 405, { error: 'POST only' })
      if (!isOurOwn(request)) return json(response, 403, { error: 'loopback only' })
      const keys = await rotateKeys(config.dataDir, url.searchParams.get('retire') === '1')
      current = serving(keys)
      return json(response, 200, { keys: keys.map(({ kid, alg }) => ({ kid, alg })) })
    }
    if (url.pathname.startsWith('/interaction/')) {
      const act = request.method === 'POST' ? takeLogin : showLogin
      return act(current.provider, request, response)
    }
    return current.answer(request, response)
  }
  return createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      console.error(error)
      if (!response.headersSent) json(response, 500, { error: 'server_error' })
    })
  })
}

/** A web page in a browser on this machine comes from loopback, too, but says where it is from. */
function isOurOwn(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? ''
  return /^(::ffff:)?127\.|^::1$/.test(address) && request.headers.origin === undefined
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}
