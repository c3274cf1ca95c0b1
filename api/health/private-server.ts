// The private port of the process: metrics and health, for machines.
import { createServer, type Server } from 'node:http'
import type { Registry } from 'prom-client'
import { type Answer, json } from '../pipeline/answer.ts'
import { type HealthChecks, healthAnswer, liveAnswer, readyAnswer } from './health-report.ts'

export interface PrivateServerOptions {
  port: number
  host: string
  registry: Registry
  /** Before metrics are told: reads what is only read when somebody asks. */
  refresh(): Promise<void>
  health: HealthChecks
}

export async function startPrivateServer(options: PrivateServerOptions): Promise<Server> {
  const { port, host, registry, refresh, health } = options
  const answers: Record<string, () => Answer | Promise<Answer>> = {
    '/livez': liveAnswer,
    '/readyz': () => readyAnswer(health),
    '/health': () => healthAnswer(health),
    '/metrics': async () => {
      await refresh()
      return { status: 200, headers: { 'content-type': registry.contentType }, body: await registry.metrics() }
    },
  }
  const server = createServer(async (request, response) => {
    const answer = answers[request.url ?? '']
    const { status, headers, body } = answer === undefined ? json(404, { status: 'not found' }) : await answer()
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}
