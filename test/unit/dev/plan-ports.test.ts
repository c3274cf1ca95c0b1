import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planPorts } from '#dev/supervisor/plan-ports.ts'

const portsOf = (settings: Parameters<typeof planPorts>[0]) =>
  Object.fromEntries(planPorts(settings).map(row => [row.name, row.port]))

describe('planPorts', () => {
  it('gives the contract’s ports when nothing is set', () => {
    expect(portsOf({ WORKERS: 2 })).toEqual({
      api: 3000,
      board: 3001,
      idp: 3002,
      s3: 3003,
      grpc: 50_051,
      'api-metrics': 9464,
      'worker-1-metrics': 9465,
      'worker-2-metrics': 9466,
      'board-metrics': 9467,
      postgres: 3006,
      redis: 3007,
      emulators: 3010,
      radar: 8001,
      analyst: 8002,
      visual: 8003,
      optimizer: 8004,
      scout: 8005,
      enterprise: 8006,
      core: 8011,
      builder: 8012,
      guard: 8013,
      ingest: 8014,
    })
  })

  it('puts everything above PORT_BASE, workers’ metrics from n + 40', () => {
    expect(portsOf({ WORKERS: 2, PORT_BASE: 20_000 })).toMatchObject({
      api: 20_000,
      board: 20_001,
      idp: 20_002,
      s3: 20_003,
      grpc: 20_005,
      'api-metrics': 20_004,
      postgres: 20_006,
      redis: 20_007,
      emulators: 20_010,
      radar: 20_021,
      enterprise: 20_026,
      core: 20_031,
      'worker-1-metrics': 20_040,
      'worker-2-metrics': 20_041,
    })
  })

  it('lets a single setting win over PORT_BASE', () => {
    expect(portsOf({ WORKERS: 1, PORT_BASE: 20_000, API_PORT: 4000, METRICS_PORT: 5000 })).toMatchObject({
      api: 4000,
      board: 20_001,
      'api-metrics': 5000,
      'worker-1-metrics': 5001,
    })
  })

  it('never gives one port to two programs', () => {
    const settings = fc.record({
      WORKERS: fc.integer({ min: 0, max: 64 }),
      PORT_BASE: fc.option(fc.integer({ min: 1024, max: 65_400 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(settings, given => {
        const ports = planPorts(given).map(row => row.port)
        expect(new Set(ports).size).toBe(ports.length)
      }),
    )
  })
})
