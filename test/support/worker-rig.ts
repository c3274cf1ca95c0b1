// A campaign rig on the shared servers with a whole worker inside this process: fast, and its log can be read.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { Registry } from 'prom-client'
import { inject } from 'vitest'
import type { JobVersions } from '#queues/job-versions.ts'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'
import { type CampaignRig, openCampaignRig } from './campaign-rig.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from './test-database.ts'

export interface WorkerRig extends CampaignRig {
  database: TestDatabase
  /** Lines of the worker's log. */
  log: Record<string, unknown>[]
  /** The first worker. */
  worker: WorkerProcess
  /**
   * One more worker, with the settings of the first; `stop` before the end is up to the caller.
   * @param versions of jobs that it understands, as a program of another version would
   */
  startWorker(versions?: JobVersions): Promise<WorkerProcess>
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
    directUrl: database.directUrl,
    ownerUrl: database.ownerUrl,
    redisUrl: backing.REDIS_URL ?? '',
    prefix: testPrefix(),
    dataDir,
  })
  const log: Record<string, unknown>[] = []
  const settings = { ...rig.env, ...s3Settings(backing), ...env }
  const workers = new Set<WorkerProcess>()
  const startWorker = async (versions?: JobVersions) => {
    const worker = await createWorker(workerConfig(settings), loggerInto(log), new Registry(), credentials, versions)
    let stopped: ReturnType<WorkerProcess['stop']> | undefined
    const once: WorkerProcess = {
      ...worker,
      stop: async graceMs => {
        workers.delete(once)
        stopped ??= worker.stop(graceMs)
        return stopped
      },
    }
    workers.add(once)
    return once
  }
  const worker = await startWorker()
  return {
    ...rig,
    worker,
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
