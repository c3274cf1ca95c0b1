// A world of its own for chaos: servers that nobody else uses, a fleet of worker processes, and the campaigns to hurt.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import postgres from 'postgres'
import { migrateDatabase } from '#db/migrate.ts'
import { type Backing, startBacking } from '#dev/backing.ts'
import { startReaper } from '#dev/supervisor/start-reaper.ts'
import { type CampaignRig, openCampaignRig } from '#test/support/campaign-rig.ts'
import { spawnWorker, type WorkerChild } from '#test/support/worker-process.ts'

export interface ChaosWorld {
  backing: Backing
  /** Opens a scenario in a database of its own; closing it ends its workers. */
  open(): Promise<Scenario>
  close(): Promise<void>
}

export interface Scenario extends CampaignRig {
  backing: Backing
  /** Those alive. */
  workers: WorkerChild[]
  /** A folder of its own. */
  dataDir: string
  /** Starts one more worker process. */
  launch(options?: LaunchOptions): WorkerChild
  /** The same; resolves when it is ready. */
  spawn(options?: LaunchOptions): Promise<WorkerChild>
  flushRedis(): Promise<void>
}

export interface LaunchOptions {
  /** Over the settings of the rig. */
  env?: Record<string, string>
  preload?: string[]
}

export async function openChaosWorld(): Promise<ChaosWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-chaos-'))
  const backing = await startBacking({ dataDir })
  const reaper = startReaper()
  return {
    backing,
    async open() {
      const name = `chaos_${randomBytes(4).toString('hex')}`
      const at = (url = '') => Object.assign(new URL(url), { pathname: `/${name}` }).href
      const admin = postgres(backing.databaseUrl, { max: 1, onnotice: () => {} })
      await admin.unsafe(`CREATE DATABASE ${name}`)
      await admin.end()
      const [databaseUrl, ownerUrl] = [at(backing.env.DATABASE_URL), at(backing.databaseUrl)]
      await migrateDatabase(ownerUrl, databaseUrl)
      const rig = await openCampaignRig({
        databaseUrl,
        ownerUrl,
        redisUrl: backing.redisUrl,
        prefix: name,
        dataDir: join(dataDir, name),
      })
      const workers: WorkerChild[] = []
      const launch = ({ env = {}, preload = [] }: LaunchOptions = {}) => {
        // Compiled once, a worker is back sooner.
        const common = { ...rig.env, NODE_COMPILE_CACHE: join(dataDir, 'compiled') }
        const worker = spawnWorker({ env: { ...common, ...env }, logDir: dataDir, reaper, preload })
        workers.push(worker)
        void worker.exited.then(() => workers.splice(workers.indexOf(worker), 1))
        return worker
      }
      return {
        ...rig,
        backing,
        workers,
        dataDir: join(dataDir, name),
        launch,
        async spawn(options) {
          const worker = launch(options)
          await worker.ready()
          return worker
        },
        async flushRedis() {
          const redis = new Redis(backing.redisUrl)
          await redis.flushall()
          redis.disconnect()
        },
        async close() {
          const open = [...workers]
          for (const worker of open) worker.signal('SIGKILL')
          await Promise.all(open.map(worker => worker.exited))
          await rig.close()
        },
      }
    },
    async close() {
      await reaper.close()
      await backing.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

export const between = (from: number, to: number) => from + Math.random() * (to - from)
