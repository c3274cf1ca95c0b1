// Gauges of the whole system, read when they are asked for: at most every few seconds, however many ask, and never for long.
import { Gauge, type Registry } from 'prom-client'
import type { LedgerStanding } from '#domain/ports/ledger-standing.ts'
import type { RedisStanding } from '#queues/standing/queue-standing.ts'
import { createLedgerGauges, type SourceGauges } from './ledger-gauges.ts'
import { createRedisGauges } from './redis-gauges.ts'

export interface SystemSources {
  /** Both with a deadline of their own. */
  postgres(): Promise<LedgerStanding>
  redis(): Promise<RedisStanding>
  onError(source: string, error: unknown): void
}

export interface SystemGauges {
  /** Never rejects: of a source that is away `mandate_scrape_source_up` says so, and its gauges are gone. */
  refresh(): Promise<void>
}

const KEEP_MS = 5000

export function createSystemGauges(registry: Registry, sources: SystemSources, keepMs = KEEP_MS): SystemGauges {
  const up = new Gauge({
    name: 'mandate_scrape_source_up',
    help: '1: the gauges of the whole system that come from there were read; 0: it is away, and they are missing',
    labelNames: ['source'],
    registers: [registry],
  })
  const took = new Gauge({
    name: 'mandate_scrape_source_seconds',
    help: 'How long the last reading took',
    labelNames: ['source'],
    registers: [registry],
  })

  const kept = <S>(source: string, read: () => Promise<S>, gauges: SourceGauges<S>) => {
    let readAtMs = Number.NEGATIVE_INFINITY
    let reading: Promise<void> | undefined
    const readNow = async () => {
      readAtMs = performance.now()
      try {
        gauges.show(await read())
        up.set({ source }, 1)
      } catch (error) {
        gauges.clear()
        up.set({ source }, 0)
        sources.onError(source, error)
      } finally {
        took.set({ source }, (performance.now() - readAtMs) / 1000)
        reading = undefined
      }
    }
    return async () => {
      if (reading === undefined && performance.now() - readAtMs < keepMs) return
      reading ??= readNow()
      await reading
    }
  }
  const postgres = kept('postgres', sources.postgres, createLedgerGauges(registry))
  const redis = kept('redis', sources.redis, createRedisGauges(registry))

  return {
    async refresh() {
      await Promise.all([postgres(), redis()])
    },
  }
}
