// How the API and what it needs are doing.

import { inTime } from '#queues/in-time.ts'
import type { Answer } from '../pipeline/answer.ts'
import { json } from '../pipeline/answer.ts'

export interface HealthChecks {
  /** Each resolves, or rejects with why not; absent: not configured. */
  postgres: () => Promise<void>
  migrations: () => Promise<void>
  redis: () => Promise<void>
  s3?: () => Promise<void>
  /** What this process stands on must not be so: a sentence each. */
  faults: () => readonly string[]
  /** This process is going down. */
  draining: () => boolean
}

const CHECK_TIMEOUT_MS = 2000

/** `/livez`: the process answers. */
export function liveAnswer(): Answer {
  return json(200, { status: 'ok' }, { 'cache-control': 'no-store' })
}

/** `/readyz`: whether requests should be sent here. Redis away is no reason not to: work is accepted all the same. */
export async function readyAnswer(health: HealthChecks): Promise<Answer> {
  const [postgres, migrations] = await Promise.all([check(health.postgres), check(health.migrations)])
  const draining = health.draining()
  const faults = health.faults()
  const setup = faults.length === 0 ? 'ok' : faults.join('; ')
  const ready = postgres === 'ok' && migrations === 'ok' && setup === 'ok' && !draining
  return report(ready, { postgres, migrations, setup }, draining ? 'draining' : ready ? 'ready' : 'not ready')
}

/** `/health`: everything that this process knows of. */
export async function healthAnswer(health: HealthChecks): Promise<Answer> {
  const [postgres, redis, migrations, s3] = await Promise.all([
    check(health.postgres),
    check(health.redis),
    check(health.migrations),
    health.s3 === undefined ? 'ok' : check(health.s3),
  ])
  const checks = { postgres, redis, s3, migrations }
  const well = Object.values(checks).every(result => result === 'ok')
  return report(well, checks, well ? 'ok' : 'degraded')
}

function report(well: boolean, checks: Record<string, string>, status: string): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-store', ...(well ? {} : { 'retry-after': '2' }) }
  return json(well ? 200 : 503, { status, checks }, headers)
}

/** `down` says enough to everybody; why is in the log and in the metrics. */
async function check(ask: () => Promise<void>): Promise<'ok' | 'down'> {
  const asked = ask().then(
    () => 'ok' as const,
    () => 'down' as const,
  )
  return inTime(asked, CHECK_TIMEOUT_MS, () => 'down')
}
