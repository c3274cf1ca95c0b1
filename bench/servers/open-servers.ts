// Fresh servers for one run of the bench: Postgres, migrated, and Redis, in a folder that is thrown away.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { migrateDatabase } from '#db/migrate.ts'
import { startBacking } from '#dev/backing.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import type { ServerPids } from './cpu-clock.ts'

export interface Servers {
  databaseUrl: string
  ownerUrl: string
  redisUrl: string
  pids: ServerPids
  versions: string
  /** Settings of the product for these servers. */
  env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

export async function openServers(): Promise<Servers> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-bench-'))
  const backing = await startBacking({ dataDir })
  const stop = async () => {
    await backing.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const { MIGRATE_DATABASE_URL: ownerUrl = '', DATABASE_URL: databaseUrl = '' } = backing.env
    await migrateDatabase(ownerUrl, databaseUrl)
    const [database, redis] = [await askPostgres(ownerUrl), await askRedis(backing.redisUrl)]
    return {
      databaseUrl,
      ownerUrl,
      redisUrl: backing.redisUrl,
      pids: { ...database.pid, ...redis.pid },
      versions: `${database.version}, ${redis.version}, Node ${process.versions.node}`,
      env: backing.env,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function askPostgres(url: string): Promise<{ version: string; pid: Pick<ServerPids, 'postgres'> }> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql`SELECT pg_backend_pid() AS pid, current_setting('server_version') AS version`
    const postmaster = parentOf(Number(row?.pid))
    return { version: `Postgres ${row?.version}`, pid: postmaster === undefined ? {} : { postgres: postmaster } }
  } finally {
    await sql.end({ timeout: 2 })
  }
}

async function askRedis(url: string): Promise<{ version: string; pid: Pick<ServerPids, 'redis'> }> {
  const redis = openRedis(url, { name: 'bench', onError: console.error })
  try {
    const info = await redis.info('server')
    const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim()
    return { version: `Redis ${field('redis_version')}`, pid: { redis: Number(field('process_id')) } }
  } finally {
    redis.disconnect()
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined // no /proc here: the table says nothing about Postgres' processor time
  }
}
