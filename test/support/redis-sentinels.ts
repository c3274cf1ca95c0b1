// A Redis primary, its replica, and three sentinels that promote it when the primary is gone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, vi } from 'vitest'
import { startRedis } from '#dev/redis.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'

export interface RedisSentinels {
  /** The settings of a process. */
  settings: Record<string, string>
  primary: Redis
  replica: Redis
  /** The replica gets nothing more, and stays fit to be promoted for ten seconds. */
  cutOff(): Promise<void>
  /** SIGKILL; resolves when the replica is the primary. */
  killPrimary(): Promise<void>
  close(): Promise<void>
}

const NAME = 'mandate'

/** @param redisServer the program that is the sentinels, as well: redis-server or valkey-server */
export async function startRedisSentinels(redisServer = 'redis-server'): Promise<RedisSentinels> {
  const dir = await mkdtemp(join(tmpdir(), 'mandate-sentinels-'))
  const base = await findFreeBase(5)
  const [primaryPort, replicaPort] = [base, base + 1]
  const first = await startRedis({ dataDir: join(dir, 'primary'), port: primaryPort })
  const settings = { replicaof: `127.0.0.1 ${primaryPort}` }
  const second = await startRedis({ dataDir: join(dir, 'replica'), port: replicaPort, settings })
  const client = (port: number) => new Redis(port, '127.0.0.1').on('error', () => undefined)
  const [primary, replica] = [client(primaryPort), client(replicaPort)]
  await vi.waitFor(async () => expect(await replica.info('replication')).toContain('master_link_status:up'), 20_000)
  const ports = [base + 2, base + 3, base + 4]
  const sentinels = await Promise.all(
    ports.map(async port => {
      const config = join(dir, `sentinel-${port}.conf`)
      await writeFile(
        config,
        `bind 127.0.0.1
port ${port}
dir ${dir}
sentinel monitor ${NAME} 127.0.0.1 ${primaryPort} 2
sentinel down-after-milliseconds ${NAME} 1000
sentinel failover-timeout ${NAME} 5000
`,
      )
      return spawn(redisServer, [config, '--sentinel'], { stdio: 'ignore' })
    }),
  )
  const watcher = client(ports[0] ?? 0)
  const known = async () => Object.fromEntries(pairs((await watcher.call('SENTINEL', 'MASTER', NAME)) as string[]))
  const all = { 'num-slaves': '1', 'num-other-sentinels': '2' }
  await vi.waitFor(async () => expect(await known()).toMatchObject(all), { timeout: 30_000, interval: 200 })
  return {
    settings: { REDIS_SENTINELS: ports.map(port => `127.0.0.1:${port}`).join(','), REDIS_SENTINEL_NAME: NAME },
    primary,
    replica,
    async cutOff() {
      await replica.config('SET', 'masterauth', 'a password that the primary does not have')
      await replica.call('CLIENT', 'KILL', 'TYPE', 'master')
      await vi.waitFor(async () => expect(await replica.info('replication')).toContain('master_link_status:down'), 5000)
    },
    async killPrimary() {
      await first.kill()
      await vi.waitFor(async () => expect(await replica.info('replication')).toContain('role:master'), {
        ...{ timeout: 60_000, interval: 100 },
      })
    },
    async close() {
      for (const open of [primary, replica, watcher]) open.disconnect()
      for (const sentinel of sentinels) {
        const exit = once(sentinel, 'exit')
        sentinel.kill('SIGTERM')
        await exit
      }
      await Promise.all([first.stop(), second.stop()])
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const pairs = (flat: readonly string[]) =>
  flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []))
