import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Endpoints, readEndpoints } from '#dev/supervisor/endpoints.ts'
import { serviceNames } from '#dev/supervisor/plan-world.ts'
import { processIdentity } from '#dev/supervisor/process-identity.ts'
import { startWorld, type World } from '#dev/world.ts'
import { OWN_BACKING } from '#test/support/own-backing.ts'
import { writeTinyPrograms } from './tiny-programs.ts'

const dir = mkdtempSync(join(tmpdir(), 'mandate-world-'))
const root = join(dir, 'root')
const dataDir = join(dir, 'data')
/** API, two workers, board, Postgres, Redis, object store, identity provider, emulators. */
const PARTS_BESIDE_SERVICES = 9
const inTime = { timeout: 40_000, interval: 50 }
const notes: string[] = []

/** What a developer's own shell may have set must not reach these tests. */
const env = { WORKERS: '2', ...OWN_BACKING }
const start = (more: Parameters<typeof startWorld>[0] = {}) =>
  startWorld({ dataDir, portBase: 'free', root, env, onNote: line => notes.push(line), ...more })

function pidsOf({ api, workers, board, postgres, redis, s3, idp, emulators, services }: Endpoints): number[] {
  const parts = [api, board, postgres, redis, s3, idp, emulators, ...workers, ...Object.values(services)]
  return parts.flatMap(part => part?.pid ?? [])
}

const living = (pids: readonly number[]) => pids.filter(pid => processIdentity(pid) !== undefined)

beforeAll(() => writeTinyPrograms(root))
afterAll(() => rmSync(dir, { recursive: true }))

describe('a running world', { timeout: 60_000 }, () => {
  let world: World
  beforeAll(async () => {
    world = await start()
  }, 60_000)
  afterAll(() => world.stop())

  it('lists in endpoints.json a living process for every part, at the URL that answers', async () => {
    const endpoints = readEndpoints(dataDir)
    if (!endpoints) throw new Error('no endpoints.json')
    expect(endpoints).toEqual(world.endpoints())
    expect(endpoints.workers).toHaveLength(2)
    const pids = pidsOf(endpoints)
    expect(pids).toHaveLength(PARTS_BESIDE_SERVICES + serviceNames.length)
    expect(living(pids)).toEqual(pids)
    for (const { url } of [endpoints.api ?? { url: '' }, endpoints.s3, ...Object.values(endpoints.services)]) {
      expect((await fetch(url)).status).toBe(200)
    }
  })

  it('tells every program of the product the same world', async () => {
    const told = (await (await fetch(world.endpoints().api?.url ?? '')).json()) as Record<string, string>
    const { postgres, redis, s3, idp, services } = world.endpoints()
    expect(told).toMatchObject({
      DATABASE_URL: expect.stringContaining('//mandate_app:'),
      REDIS_URL: redis.url,
      S3_ENDPOINT: s3.url,
      OIDC_ISSUER: idp.url,
      SERVICE_SCOUT_URL: services.scout?.url,
      PLATFORM_MOCK_URL: `${world.endpoints().emulators?.url}/mock`,
    })
    expect(told).not.toHaveProperty('MIGRATE_DATABASE_URL')
    expect(world.env()).toMatchObject({ MIGRATE_DATABASE_URL: postgres.url })
  })

  it('brings a killed worker back after a second and says so in endpoints.json', async () => {
    const before = world.endpoints().workers.map(worker => worker.pid)
    const killedAt = performance.now()
    await world.kill('worker-2')
    expect(readEndpoints(dataDir)?.workers.map(worker => worker.pid)).toEqual([before[0]])
    await vi.waitFor(() => expect(readEndpoints(dataDir)?.workers).toHaveLength(2), inTime)
    expect(performance.now() - killedAt).toBeGreaterThan(1_000)
    const after = readEndpoints(dataDir)?.workers.map(worker => worker.pid) ?? []
    expect(after[0]).toBe(before[0])
    expect(living(after)).toEqual(after)
    expect(after[1]).not.toBe(before[1])
    expect(notes.join('\n')).toMatch(/worker-2 \(pid \d+\) ended: SIGKILL/)
  })

  it('keeps a halted part down until it is resumed', async () => {
    await world.halt('redis')
    expect(readEndpoints(dataDir)?.redis.pid).toBeNull()
    await world.resume('redis')
    expect(living([readEndpoints(dataDir)?.redis.pid ?? 0])).toHaveLength(1)
  })

  it('restarts Postgres as a crash and recovers it under the same URL', async () => {
    const { url, pid } = world.endpoints().postgres
    await world.restart('postgres', 'SIGQUIT')
    expect(world.endpoints().postgres.url).toBe(url)
    expect(world.endpoints().postgres.pid).not.toBe(pid)
  })

  it('brings Postgres back when its postmaster is killed', async () => {
    const { pid } = world.endpoints().postgres
    await world.kill('postgres')
    await vi.waitFor(() => expect(readEndpoints(dataDir)?.postgres.pid).toBeGreaterThan(0), inTime)
    expect(readEndpoints(dataDir)?.postgres.pid).not.toBe(pid)
  })

  it('refuses a second one on the same data and says where the first one is', async () => {
    await expect(start()).rejects.toThrow(`already running at ${world.endpoints().api?.url}`)
  })
})

describe('a world that ends', { timeout: 60_000 }, () => {
  let world: World | undefined
  afterEach(async () => {
    await world?.stop()
    world = undefined
  })

  it('leaves no process and no endpoints, and starts again', async () => {
    world = await start({ without: ['services', 'emulators', 'board'] })
    const pids = pidsOf(world.endpoints())
    await world.stop()
    expect(living(pids)).toEqual([])
    expect(readEndpoints(dataDir)).toBeUndefined()
    world = await start({ without: ['services', 'emulators', 'board', 'workers', 'api'] })
  })

  it('leaves a dead worker dead when SUPERVISE=0', async () => {
    world = await start({
      env: { ...env, SUPERVISE: '0' },
      without: ['services', 'emulators', 'board', 'postgres', 'migrate', 'api', 'workers'],
    })
    await world.kill('idp')
    const started = performance.now()
    await vi.waitFor(() => expect(performance.now() - started).toBeGreaterThan(1_500), inTime)
    expect(world.endpoints().idp.pid).toBeNull()
  })

  it('shows the end of the log of what did not start, and leaves nothing else running', async () => {
    const broken = join(dir, 'broken')
    writeTinyPrograms(broken)
    writeFileSync(join(broken, 'db/migrate.ts'), 'console.error("the schema is on fire"); process.exit(3)\n')
    const failed = start({ root: broken })
    await expect(failed).rejects.toThrow(/migrate did not start: exit code 3\nthe schema is on fire/)
    world = await start({ without: ['services', 'emulators', 'board', 'workers', 'api'] })
  })

  it('stops half way when it is told to', async () => {
    const slow = join(dir, 'slow')
    writeTinyPrograms(slow)
    const begun = join(dir, 'migration-begun')
    const endless = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(begun)}, '')\nsetInterval(() => {}, 1000)\n`
    writeFileSync(join(slow, 'db/migrate.ts'), endless)
    const giveUp = new AbortController()
    const starting = start({ root: slow, signal: giveUp.signal })
    const refused = expect(starting).rejects.toThrow(/changed my mind|told to stop/)
    await vi.waitFor(() => expect(existsSync(begun)).toBe(true), inTime)
    giveUp.abort(new Error('changed my mind'))
    await refused
    world = await start({ without: ['services', 'emulators', 'board', 'workers', 'api'] })
  })
})
