// An API with a worker behind it and a core that answers as it is told, for sessions that are recorded.
import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { inject } from 'vitest'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'
import { openTestApi, type TestApi } from './open-test-api.ts'
import { plantSessionConfig } from './plant-session-config.ts'
import { type Asked, type CoreAnswer, startScriptedCore } from './scripted-core.ts'

export type { Asked, CoreAnswer }

export interface SessionRig {
  api: TestApi
  /** What core was asked, in order. */
  asked: Asked[]
  /** From now on. */
  core(answer: CoreAnswer): void
  start(more?: object): Promise<{ session_id: string } & Record<string, never>>
  /** @param withinMs throws when it is not answered in time */
  append(sessionId: string, chunk: Chunk, options?: { withinMs?: number }): Promise<Appended>
  startWorker(): Promise<WorkerProcess>
  /** Of all workers; afterwards there is none. */
  stopWorkers(): Promise<void>
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

/** @param env settings of its workers; where Redis is, is so for its API as well. @param ofApi settings of that alone */
export async function openSessionRig(
  env: Record<string, string> = {},
  ofApi: Record<string, string> = {},
): Promise<SessionRig> {
  const backing = inject('backing')
  const s3 = Object.fromEntries(Object.entries(backing).filter(([name]) => name.startsWith('S3_')))
  const redis = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('REDIS_')))
  const api = await openTestApi({ ...s3, ...redis, ...ofApi })
  await plantSessionConfig(api.database)
  const asked: Asked[] = []
  let answer: CoreAnswer = ({ sequenceId }) => ({ text: `said ${sequenceId}`, confidence: 1, model_version: 'core-1' })
  const core = await startScriptedCore(asking => {
    asked.push(asking)
    return answer(asking)
  })
  const settings = {
    ...s3,
    ...{ DATABASE_URL: api.database.url, DATABASE_DIRECT_URL: api.database.directUrl },
    ...{ REDIS_URL: backing.REDIS_URL ?? '', REDIS_PREFIX: api.prefix },
    ...{ SERVICE_CORE_URL: core.url, CORE_AGAIN_MS: '200', METRICS_PORT: '0', BREAKER_FAILURES: '10000' },
    ...env,
  }
  const workers: WorkerProcess[] = []
  const startWorker = async () => {
    const worker = await createWorker(workerConfig(settings), pino({ level: 'silent' }), new Registry(), {})
    workers.push(worker)
    return worker
  }
  const stopWorkers = async () => void (await Promise.all(workers.splice(0).map(worker => worker.stop(2000))))
  await startWorker()
  return {
    ...{ api, asked, startWorker, stopWorkers },
    core: next => {
      answer = next
    },
    async start(more = {}) {
      const body = { client_timezone: 'Europe/Madrid', ...more }
      return (await api.call('POST', '/api/v1/session/start', { body })).body
    },
    append: (sessionId, chunk, { withinMs } = {}) => appendTo(api, sessionId, chunk, withinMs),
    async close() {
      await stopWorkers()
      core.close()
      await api.close()
    },
  }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function appendTo(api: TestApi, sessionId: string, chunk: Chunk, withinMs = 60_000): Promise<Appended> {
  const headers = {
    authorization: `Bearer ${api.tokens.ada}`,
    'content-type': chunk.contentType ?? 'audio/wav',
    'x-sequence-id': String(chunk.sequenceId),
    'x-chunk-sha256': chunk.sha256 ?? sha256Of(chunk.audio),
    'x-started-at': chunk.startedAt ?? '2026-11-20T09:00:00.000Z',
    ...(chunk.epoch === undefined ? {} : { 'x-session-epoch': String(chunk.epoch) }),
  }
  const body = chunk.audio as Uint8Array<ArrayBuffer>
  const response = await fetch(`${api.url}/api/v1/session/${sessionId}/append`, {
    ...{ method: 'POST', headers, body },
    signal: AbortSignal.timeout(withinMs),
  })
  return { status: response.status, body: await response.json() }
}
