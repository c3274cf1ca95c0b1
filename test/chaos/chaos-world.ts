// A world of its own for chaos: servers that nobody else uses, a fleet of worker processes, and the campaigns to hurt.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import postgres from 'postgres'
import { migrateDatabase } from '#db/migrate.ts'
import { type Backing, startBacking } from '#dev/backing.ts'
import { type Reaper, startReaper } from '#dev/supervisor/start-reaper.ts'
import { type CampaignRig, openCampaignRig } from '#test/support/campaign-rig.ts'
import { createWorkerFleet, type WorkerFleet } from './worker-fleet.ts'

export interface ChaosWorld {
  backing: Backing
  /** Ends with us whatever was started. */
  reaper: Reaper
  dataDir: string
  /** A database of its own, migrated. */
  database(): Promise<ChaosDatabase>
  /** Opens a scenario in a database of its own; closing it ends its workers. */
  open(): Promise<Scenario>
  flushRedis(): Promise<void>
  close(): Promise<void>
}

export interface ChaosDatabase {
  name: string
  databaseUrl: string
  ownerUrl: string
}

export interface Scenario extends CampaignRig, WorkerFleet {
  backing: Backing
  /** A folder of its own. */
  dataDir: string
  flushRedis(): Promise<void>
}

export async function openChaosWorld(): Promise<ChaosWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-chaos-'))
  const backing = await startBacking({ dataDir })
  const reaper = startReaper()
  const database = async () => {
    const name = `chaos_${randomBytes(4).toString('hex')}`
    const at = (url = '') => Object.assign(new URL(url), { pathname: `/${name}` }).href
    const admin = postgres(backing.databaseUrl, { max: 1, onnotice: () => {} })
    await admin.unsafe(`CREATE DATABASE ${name}`)
    await admin.end()
    const [databaseUrl, ownerUrl] = [at(backing.env.DATABASE_URL), at(backing.databaseUrl)]
    await migrateDatabase(ownerUrl, databaseUrl)
    return { name, databaseUrl, ownerUrl }
  }
  const flushRedis = async () => {
    const redis = new Redis(backing.redisUrl)
    await redis.flushall()
    redis.disconnect()
  }
  return {
    ...{ backing, reaper, dataDir, database, flushRedis },
    async open() {
      const { name, databaseUrl, ownerUrl } = await database()
      const ownDir = join(dataDir, name)
      const rig = await openCampaignRig({
        ...{ databaseUrl, ownerUrl, prefix: name, dataDir: ownDir },
        redisUrl: backing.redisUrl,
      })
      const fleet = createWorkerFleet({ env: rig.env, logDir: dataDir, reaper })
      return {
        ...{ ...rig, ...fleet, backing, dataDir: ownDir, flushRedis },
        async close() {
          await fleet.killAll()
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
