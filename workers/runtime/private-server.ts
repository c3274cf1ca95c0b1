// The private port of a process: metrics and health, for machines.
import { createServer, type Server } from 'node:http'
import type { Registry } from 'prom-client'

export interface PrivateServerOptions {
  port: number
  host: string
  metrics: Registry
  /** Why this process should be replaced; undefined: it lives. */
  notLive(): string | undefined
  /** Why this process is not ready; undefined: it is. */
  notReady(): Promise<string | undefined>
}

/** @returns when it listens */
export async function startPrivateServer({
  port,
  host,
  metrics,
  notLive,
  notReady,
}: PrivateServerOptions): Promise<Server> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    }
    const report = (why: string | undefined) => {
      const body = JSON.stringify(why === undefined ? { status: 'ok' } : { status: 'unavailable', detail: why })
      answer(why === undefined ? 200 : 503, 'application/json', body)
    }
    switch (request.url) {
      case '/livez':
        return report(notLive())
      case '/readyz':
        return report(await notReady())
      case '/metrics':
        return answer(200, metrics.contentType, await metrics.metrics())
      default:
        return answer(404, 'application/problem+json', '{"type":"about:blank","title":"Not Found","status":404}')
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}
