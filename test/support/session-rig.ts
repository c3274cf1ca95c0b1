// An API with a worker behind it and a core that answers as it is told, for sessions that are recorded.
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { inject } from 'vitest'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'
import { openTestApi, type TestApi } from './open-test-api.ts'
import { plantSessionConfig } from './plant-session-config.ts'

/** What core was asked about a chunk. */
export interface Asked {
  sequenceId: number
  fields: Record<string, string>
  bytes: Uint8Array
}

/** A reply, or a status. */
export type CoreAnswer = (asked: Asked) => object | number

export interface SessionRig {
  api: TestApi
  /** What core was asked, in order. */
  asked: Asked[]
  /** From now on. */
  core(answer: CoreAnswer): void
  start(more?: object): Promise<{ session_id: string } & Record<string, never>>
  append(sessionId: string, chunk: Chunk): Promise<Appended>
  startWorker(): Promise<WorkerProcess>
  close(): Promise<void>
}

export interface Chunk {
  sequenceId: number
  audio: Uint8Array
  startedAt?: string
  epoch?: number
  sha256?: string
  contentType?: string
}

export interface Appended {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  body: any
}

export async function openSessionRig(env: Record<string, string> = {}): Promise<SessionRig> {
  const backing = inject('backing')
  const s3 = Object.fromEntries(Object.entries(backing).filter(([name]) => name.startsWith('S3_')))
  const api = await openTestApi(s3)
  await plantSessionConfig(api.database)
  const asked: Asked[] = []
  let answer: CoreAnswer = ({ sequenceId }) => ({ text: `said ${sequenceId}`, confidence: 1, model_version: 'core-1' })
  const core = await startCore(asked, asking => answer(asking))
  const settings = {
    ...s3,
    ...{ DATABASE_URL: api.database.url, REDIS_URL: backing.REDIS_URL ?? '', REDIS_PREFIX: api.prefix },
    ...{ SERVICE_CORE_URL: core.url, CORE_AGAIN_MS: '200', METRICS_PORT: '0', BREAKER_FAILURES: '10000' },
    ...env,
  }
  const workers: WorkerProcess[] = []
  const startWorker = async () => {
    const worker = await createWorker(workerConfig(settings), pino({ level: 'silent' }), new Registry(), {})
    workers.push(worker)
    return worker
  }
  await startWorker()
  return {
    ...{ api, asked, startWorker },
    core: next => {
      answer = next
    },
    async start(more = {}) {
      const body = { client_timezone: 'Europe/Madrid', ...more }
      return (await api.call('POST', '/api/v1/session/start', { body })).body
    },
    append: (sessionId, chunk) => appendTo(api, sessionId, chunk),
    async close() {
      await Promise.all(workers.map(worker => worker.stop(2000)))
      core.close()
      await api.close()
    },
  }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function appendTo(api: TestApi, sessionId: string, chunk: Chunk): Promise<Appended> {
  const headers = {
    authorization: `Bearer ${api.tokens.ada}`,
    'content-type': chunk.contentType ?? 'audio/wav',
    'x-sequence-id': String(chunk.sequenceId),
    'x-chunk-sha256': chunk.sha256 ?? sha256Of(chunk.audio),
    'x-started-at': chunk.startedAt ?? '2026-11-20T09:00:00.000Z',
    ...(chunk.epoch === undefined ? {} : { 'x-session-epoch': String(chunk.epoch) }),
  }
  const body = chunk.audio as Uint8Array<ArrayBuffer>
  const response = await fetch(`${api.url}/api/v1/session/${sessionId}/append`, { method: 'POST', headers, body })
  return { status: response.status, body: await response.json() }
}

async function startCore(asked: Asked[], answer: CoreAnswer): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const body: Uint8Array[] = []
      for await (const chunk of request) body.push(chunk as Uint8Array)
      const headers = { 'content-type': request.headers['content-type'] ?? '' }
      const form = await new Response(Buffer.concat(body), { headers }).formData()
      const audio = form.get('audio') as File
      const fields = Object.fromEntries([...form].filter(([name]) => name !== 'audio')) as Record<string, string>
      const asking = {
        sequenceId: Number(fields.sequence_id),
        fields,
        bytes: new Uint8Array(await audio.arrayBuffer()),
      }
      asked.push(asking)
      const answered = answer(asking)
      if (typeof answered === 'number') response.writeHead(answered).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
    })()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
