// A campaign rig on the shared servers with a whole worker inside this process: fast, and its log can be read.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { Registry } from 'prom-client'
import { inject } from 'vitest'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'
import { type CampaignRig, openCampaignRig } from './campaign-rig.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from './test-database.ts'

export interface WorkerRig extends CampaignRig {
  database: TestDatabase
  /** Lines of the worker's log. */
  log: Record<string, unknown>[]
  /** One more worker, with the settings of the first; `stop` before the end is up to the caller. */
  startWorker(): Promise<WorkerProcess>
}

/**
 * @param env settings of its workers
 * @param credentials where `env:` credentials of accounts lie; may change under them
 */
export async function openWorkerRig(
  env: Record<string, string> = {},
  credentials: NodeJS.ProcessEnv = {},
): Promise<WorkerRig> {
  const backing = inject('backing')
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-worker-rig-'))
  const rig = await openCampaignRig({
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    redisUrl: backing.REDIS_URL ?? '',
    prefix: testPrefix(),
    dataDir,
  })
  const log: Record<string, unknown>[] = []
  const settings = { ...rig.env, ...s3Settings(backing), ...env }
  const workers = new Set<WorkerProcess>()
  const startWorker = async () => {
    const worker = await createWorker(workerConfig(settings), loggerInto(log), new Registry(), credentials)
    const once: WorkerProcess = {
      ...worker,
      stop: async graceMs => {
        if (workers.delete(once)) await worker.stop(graceMs)
      },
    }
    workers.add(once)
    return once
  }
  await startWorker()
  return {
    ...rig,
    database,
    log,
    startWorker,
    async close() {
      await Promise.all([...workers].map(worker => worker.stop(2000)))
      await rig.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function s3Settings(backing: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(backing).filter(([name]) => name.startsWith('S3_')))
}

function loggerInto(lines: Record<string, unknown>[]): Logger {
  return pino({ level: 'info' }, { write: line => void lines.push(JSON.parse(line)) })
}
