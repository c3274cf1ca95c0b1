// One try of a delivery: taken under a lease, recorded while it holds, so that a worker that dies leaves it to the next.
import type { AttemptError, DeliveryStatus } from '#domain/webhook/webhook.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface ClaimedDelivery {
  delivery: string
  /** Of all. */
  attempt: number
  /** Since it was noted or replayed last; 1 is the first. */
  tries: number
  body: string
  url: string
  /** Sealed. */
  secret: string
  /** Sealed; null: there is none, or its overlap is over. */
  previous: string | null
}

export interface ClaimLimits {
  leaseMs: number
  /** Of one endpoint, over all workers. */
  inFlight: number
  /** From so many failures in a row on it is one, with pauses between. */
  doubt: number
}

/** @returns undefined: nothing is due, too many are under way, or the endpoint is disabled, paused or gone */
export async function deliveryClaim(
  sql: Sql,
  webhookId: string,
  claim: string,
  { leaseMs, inFlight, doubt }: ClaimLimits,
): Promise<ClaimedDelivery | undefined> {
  const query = sql.unsafe<ClaimedDelivery[]>(CLAIM, [webhookId, claim, leaseMs, inFlight, doubt], { prepare: true })
  return (await deadline(query, 6000, 'claiming a delivery'))[0]
}

export interface AttemptRecord {
  webhook: string
  /** Where it was tried, and which try it was, as claimed. */
  url: string
  tries: number
  delivery: string
  claim: string
  good: boolean
  /** Null: it is not tried again. */
  retryMs: number | null
  /** The receiver said when: nothing is sent to it before. */
  holdMs: number | null
  httpStatus: number | null
  error: AttemptError | null
  durationMs: number
  response: string | null
  doubt: number
  /** After the failure that makes it doubtful; doubles up to `pauseMostMs`. */
  pauseMs: number
  pauseMostMs: number
}

/** What the delivery is, and how it stands with the endpoint now. */
export interface AttemptRecorded extends EndpointHealth {
  status: DeliveryStatus
}

export interface EndpointHealth {
  failures: number
  failing_since: Date | null
}

/** @returns undefined: the claim had ended, and somebody else has it */
export async function attemptRecord(sql: Sql, record: AttemptRecord): Promise<AttemptRecorded | undefined> {
  const { webhook, url, tries, delivery, claim, good, error, response, doubt } = record
  const parameters = JSON.stringify({
    ...{ webhook, url, tries, delivery, claim, good, error, response, doubt, http_status: record.httpStatus },
    ...{ retry_ms: record.retryMs, hold_ms: record.holdMs, duration_ms: record.durationMs },
    ...{ pause_ms: record.pauseMs, pause_most_ms: record.pauseMostMs },
  })
  const query = sql.unsafe<AttemptRecorded[]>(RECORD, [parameters], { prepare: true })
  return (await deadline(query, 6000, 'recording a delivery'))[0]
}

/** Gives back what could not be tried here, for others to claim after the wait; nothing is counted. */
export async function deliveryRelease(sql: Sql, delivery: string, claim: string, waitMs: number): Promise<void> {
  await deadline(sql.unsafe(RELEASE, [delivery, claim, waitMs], { prepare: true }), 6000, 'giving back a delivery')
}

const CLAIM = 'SELECT * FROM governance.claim_webhook_delivery($1::uuid, $2::uuid, $3::int, $4::int, $5::int)'
const RECORD = 'SELECT * FROM governance.record_webhook_attempt($1::text::jsonb)'
const RELEASE = 'SELECT governance.release_webhook_delivery($1::uuid, $2::uuid, $3::int)'
