// Three Redis servers on loopback that are one cluster, for a test file alone: a node of it may be killed and comes back.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, vi } from 'vitest'
import { type RunningRedis, startRedis } from '#dev/redis.ts'
import { findFreeBase, isPortFree } from '#dev/supervisor/claim-ports.ts'

export interface RedisCluster {
  /** As the setting REDIS_CLUSTER_NODES is read. */
  nodes: { host: string; port: number }[]
  flush(node: number): Promise<void>
  flushAll(): Promise<void>
  /** Which node keeps a key. */
  nodeOf(key: string): Promise<number>
  /** All that match, on whatever node, in order. */
  keys(pattern: string): Promise<string[]>
  /** SIGKILL; resolves when it is gone. */
  kill(node: number): Promise<void>
  /** Starts a killed one anew with what it had; resolves when the cluster is whole again. */
  revive(node: number): Promise<void>
  close(): Promise<void>
}

const SIZE = 3
const SLOTS = 16_384
/** A node's own port for the others, unless told otherwise, and not every Redis can be told. */
const BUS_OFFSET = 10_000

export async function startRedisCluster(): Promise<RedisCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-redis-cluster-'))
  const isFree = async (port: number) => (await isPortFree(port)) && (await isPortFree(port + BUS_OFFSET))
  const base = await findFreeBase(SIZE, isFree)
  const ports = Array.from({ length: SIZE }, (_, index) => base + index)
  const settings = { 'cluster-enabled': 'yes', 'cluster-node-timeout': '1000' }
  const start = (port: number) => startRedis({ dataDir: join(dataDir, String(port)), port, settings })
  const servers: (RunningRedis | undefined)[] = await Promise.all(ports.map(start))
  const clients = ports.map(port => {
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 })
    return client.on('error', () => undefined) // a node that was killed
  })
  await formCluster(clients, ports)
  return {
    nodes: ports.map(port => ({ host: '127.0.0.1', port })),
    async flush(node) {
      await clients[node]?.flushall()
    },
    async flushAll() {
      await Promise.all(clients.map(client => client.flushall()))
    },
    nodeOf: async key => nodeOfSlot(Number(await clients[0]?.cluster('KEYSLOT', key))),
    async keys(pattern) {
      return (await Promise.all(clients.map(client => client.keys(pattern)))).flat().sort()
    },
    async kill(node) {
      await servers[node]?.kill()
      servers[node] = undefined
    },
    async revive(node) {
      servers[node] = await start(ports[node] ?? 0)
      await whole(clients)
    },
    async close() {
      for (const client of clients) client.disconnect()
      await Promise.all(servers.map(server => server?.stop()))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const SHARE = Math.ceil(SLOTS / SIZE)
const nodeOfSlot = (slot: number) => Math.floor(slot / SHARE)

/** What `redis-cli --cluster create` does, which not every machine with a Redis has. */
async function formCluster(clients: readonly Redis[], ports: readonly number[]): Promise<void> {
  const slots = Array.from({ length: SLOTS }, (_, slot) => slot)
  await Promise.all(
    clients.map(async (client, index) => {
      await client.cluster('ADDSLOTS', ...slots.filter(slot => nodeOfSlot(slot) === index))
      // Different ones from the start, or they would have to find out who yields.
      await client.cluster('SET-CONFIG-EPOCH', index + 1)
    }),
  )
  for (const port of ports.slice(1)) await clients[0]?.cluster('MEET', '127.0.0.1', port)
  await whole(clients)
}

/** Until each node knows of all of them, and that every slot is served. */
async function whole(clients: readonly Redis[]): Promise<void> {
  const whole = expect.stringMatching(
    new RegExp(`cluster_state:ok[^]*cluster_slots_ok:${SLOTS}[^]*cluster_known_nodes:${SIZE}[^]*cluster_size:${SIZE}`),
  )
  const infos = () => Promise.all(clients.map(client => client.cluster('INFO')))
  await vi.waitFor(async () => expect(await infos()).toEqual(clients.map(() => whole)), {
    timeout: 30_000,
    interval: 50,
  })
}
