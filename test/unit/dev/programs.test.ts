import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { worldConfig } from '#dev/config.ts'
import { planPorts } from '#dev/supervisor/plan-ports.ts'
import { planWorld } from '#dev/supervisor/plan-world.ts'
import { worldPrograms } from '#dev/supervisor/programs.ts'
import { worldSecrets } from '#dev/supervisor/world-secrets.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'mandate-programs-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const external = { DATABASE_URL: 'postgres://somebody@db.example/mandate' }

function table(env: Record<string, string> = {}) {
  const config = worldConfig({ MANDATE_DATA_DIR: dataDir, PORT_BASE: '20000', WORKERS: '2', ...env })
  const ports = new Map(planPorts(config).map(row => [row.name, row.port] as const))
  return worldPrograms(planWorld(config, ports, worldSecrets(dataDir)), '/repo')
}

async function launchOf(name: string, env: Record<string, string> = external) {
  const program = table(env).programs.find(row => row.name === name)
  if (!program) throw new Error(`no ${name}`)
  return program.launch()
}

describe('worldPrograms', () => {
  it('starts what the product stands on first, then what it asks, then itself', () => {
    const byPhase = Map.groupBy(table().programs, row => row.phase)
    expect([...byPhase].map(([phase, rows]) => [phase, rows.map(row => row.name)])).toEqual([
      [0, ['postgres', 'redis', 's3', 'idp']],
      [
        1,
        [
          'migrate',
          'radar',
          'analyst',
          'visual',
          'optimizer',
          'scout',
          'enterprise',
          'core',
          'builder',
          'guard',
          'ingest',
          'emulators',
        ],
      ],
      [2, ['api', 'worker-1', 'worker-2', 'board']],
    ])
  })

  it('leaves out what settings name elsewhere', () => {
    const names = table({
      ...external,
      REDIS_URL: 'redis://cache.example',
      S3_ENDPOINT: 'https://s3.example',
      OIDC_ISSUER: 'https://id.example',
      SERVICE_RADAR_URL: 'https://radar.example',
    }).programs.map(row => row.name)
    for (const name of ['postgres', 'redis', 's3', 'idp', 'radar']) expect(names).not.toContain(name)
    expect(names).toContain('analyst')
  })

  it('has the object store keep versions of the product’s objects and lock those of the trail', async () => {
    const { env } = await launchOf('s3')
    expect(env).toMatchObject({ S3_BUCKETS: 'mandate:versions mandate-audit:lock mandate-custody:lock' })
  })

  it('tells a service its place and its neighbours, and nothing of our database', async () => {
    const { env, args } = await launchOf('scout')
    expect(args).toEqual(['/repo/services/scout/main.ts'])
    expect(env).toMatchObject({
      PORT: '20025',
      HOST: '127.0.0.1',
      DATA_DIR: join(dataDir, 'services/scout'),
      REFERENCE_KNOBS: '1',
      SERVICE_RADAR_URL: 'http://127.0.0.1:20021',
      S3_ENDPOINT: 'http://127.0.0.1:20003',
      OIDC_ISSUER: 'http://127.0.0.1:20002',
    })
    expect(env).not.toHaveProperty('DATABASE_URL')
    expect(env).not.toHaveProperty('SERVICE_CLIENT_SECRET')
  })

  it('lets core have any model, unless its models are named', async () => {
    expect((await launchOf('core')).env).toMatchObject({ PORT: '20031', CORE_MODELS: '*' })
    expect((await launchOf('core', { ...external, CORE_MODELS: 'core-1' })).env.CORE_MODELS).toBe('core-1')
    expect((await launchOf('scout')).env).not.toHaveProperty('CORE_MODELS')
  })

  it('gives each worker a metrics port of its own and its young generation', async () => {
    const [first, second] = [await launchOf('worker-1'), await launchOf('worker-2')]
    expect([first.env.METRICS_PORT, second.env.METRICS_PORT]).toEqual(['20040', '20041'])
    expect(first.args).toEqual(['--max-semi-space-size=8', '--max-old-space-size=512', '/repo/workers/main.ts'])
  })

  it('hands on what is set beyond our own settings', async () => {
    const { env } = await launchOf('api', { ...external, STAGE_TIMEOUT_MS: '1500', LLM_API_KEY: 'k' })
    expect(env).toMatchObject({ STAGE_TIMEOUT_MS: '1500', LLM_API_KEY: 'k', API_PORT: '20000', METRICS_PORT: '20004' })
    expect(env).not.toHaveProperty('PORT_BASE')
  })
})

describe('worldConfig', () => {
  it('names all wrong settings at once and repeats no value', () => {
    const wrong = () => worldConfig({ PORT_BASE: 'secret-1', WORKERS: '-1', OIDC_ISSUER: 'nowhere' })
    expect(wrong).toThrow(/PORT_BASE: .+OIDC_ISSUER: .+WORKERS: /s)
    expect(wrong).not.toThrow(/secret-1/)
  })
})

describe('worldSecrets', () => {
  it('makes secrets up once', () => {
    expect(worldSecrets(dataDir)).toEqual(worldSecrets(dataDir))
  })
})
