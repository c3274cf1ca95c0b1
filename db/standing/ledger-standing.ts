// Reads how the whole ledger stands, in two round trips on one connection: for metrics, so never more than seconds of anything.
import type {
  AttemptStanding,
  AwaitingStanding,
  LedgerStanding,
  RateStanding,
  StepStanding,
  WebhookStanding,
} from '#domain/ports/ledger-standing.ts'
import type { PlatformRates } from '#queues/rate-settings.ts'
import { canaryOf, QUEUE_NAMES } from '#queues/topology.ts'
import { deadline } from '../connection/deadline.ts'
import { onReserved } from '../connection/on-reserved.ts'
import type { Sql } from '../connection/open-pool.ts'
import { watchStepId } from '../watch/watch-step.ts'
import { ATTEMPTS } from './attempt-standing.ts'
import { APPROVALS, SESSIONS } from './awaiting-standing.ts'
import { RATES } from './rate-standing.ts'
import { READ_WHOLE_BYTES, STEPS, STEPS_SHARE } from './step-standing.ts'
import { CANARIES, STUCK } from './watch-standing.ts'
import { WEBHOOKS } from './webhook-standing.ts'

const TIMEOUT_MS = 3000

/**
 * @param ops a pool of mandate_ops
 * @param rates the limits that hold
 * @throws MandateError UNAVAILABLE at the deadline, or what Postgres said
 */
export function ledgerStanding(ops: Sql, rates: PlatformRates): () => Promise<LedgerStanding> {
  const limits = JSON.stringify(Object.entries(rates).map(([platform, windows]) => ({ platform, ...windows })))
  return () => deadline(read(ops, limits), TIMEOUT_MS, 'reading how the ledger stands')
}

function read(ops: Sql, limits: string): Promise<LedgerStanding> {
  return onReserved(ops, async connection => {
    const ask = <Row extends object>(statement: string, parameters: (string | number | string[])[] = []) =>
      connection.unsafe<Row[]>(statement, parameters as never[], { prepare: true }).execute()
    const [{ percent } = { percent: 100 }] = await ask<{ percent: number }>(STEPS_SHARE, [READ_WHOLE_BYTES])
    const [
      ,
      ,
      steps,
      attempts,
      accountsClosed,
      answeredRates,
      killSwitches,
      [approvals],
      sessions,
      canaries,
      stuck,
      [webhooks = NO_WEBHOOKS],
      servers,
    ] = await Promise.all([
      connection`BEGIN READ ONLY`.execute(),
      // Of this transaction alone: it takes its time rather than the processors of the server.
      connection.unsafe(PLAINLY).execute(),
      ask<StepStanding>(STEPS, [percent]),
      ask<AttemptStanding>(ATTEMPTS),
      ask<LedgerStanding['accountsClosed'][number]>(ACCOUNTS_CLOSED),
      ask<RateStanding>(RATES, [limits]),
      ask<LedgerStanding['killSwitches'][number]>(KILL_SWITCHES),
      ask<Omit<AwaitingStanding, 'sessions'>>(APPROVALS, [percent]),
      ask<AwaitingStanding['sessions'][number]>(SESSIONS, [percent]),
      ask<LedgerStanding['canaries'][number]>(CANARIES, [CANARY_IDS]),
      ask<LedgerStanding['stuck'][number]>(STUCK),
      ask<WebhookStanding>(WEBHOOKS),
      ask<Connections>(CONNECTIONS),
      connection`COMMIT`.execute(),
    ])
    return {
      ...{ steps, attempts, accountsClosed, rates: answeredRates, killSwitches, canaries, stuck, webhooks },
      awaiting: { actions: approvals?.actions ?? 0, campaigns: approvals?.campaigns ?? 0, sessions },
      connections: servers.map(({ application, connections }) => ({ application, connections })),
      connectionLimit: servers[0]?.limit ?? 0,
    }
  })
}

const NO_WEBHOOKS: WebhookStanding = {
  ...{ active: 0, failing: 0, disabled: 0, failingSeconds: 0, pending: 0, oldestDueSeconds: 0 },
}

const CANARY_IDS = QUEUE_NAMES.map(name => watchStepId(canaryOf(name)))

interface Connections {
  application: string
  connections: number
  limit: number
}

const PLAINLY = `
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL statement_timeout = 2000`

const ACCOUNTS_CLOSED = `
SELECT platform, count(*)::int AS accounts FROM accounts WHERE closed_until > now() GROUP BY platform`

const KILL_SWITCHES = `
SELECT scope, count(*)::int AS engaged FROM kill_switches WHERE engaged GROUP BY scope`

// What is no process of ours is `other`: names that anybody may choose are no labels.
const CONNECTIONS = `
SELECT
  CASE WHEN application_name IN ('mandate-api', 'mandate-worker', 'mandate-board', 'mandate-verify') THEN application_name
    WHEN application_name LIKE 'mandate sender %' THEN 'mandate-sender' ELSE 'other' END AS application,
  count(*)::int AS connections, current_setting('max_connections')::int AS "limit"
FROM pg_stat_activity
WHERE usesysid IS NOT NULL
GROUP BY 1`
