// What a worker asks of Postgres for webhooks.
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { Step } from '#domain/step.ts'
import type { DisabledReason } from '#domain/webhook/webhook.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { deliveriesAdd, type NewDelivery } from './deliveries-add.ts'
import { deliveriesExpire } from './deliveries-expire.ts'
import {
  type AttemptRecord,
  attemptRecord,
  type ClaimLimits,
  deliveryClaim,
  deliveryRelease,
  type EndpointHealth,
} from './delivery-claim.ts'
import { entriesTold } from './entries-told.ts'
import { roundEnd, roundRenew, roundTake, type WebhookRound } from './round-take.ts'
import { webhookWrite } from './webhook-write.ts'

/** The step has its endpoint's id: there is one of each, for as long as something waits. */
export interface LoadedWebhookStep {
  step: Step
}

/** What an endpoint is disabled for. */
export interface Observed extends EndpointHealth {
  /** Where it was tried. */
  url: string
}

export type RoundEnd = 'put_off' | 'closed' | 'moved'
export type WebhookWorker = ReturnType<typeof webhookWorker>

export function webhookWorker(sql: Sql) {
  return {
    async load(stepId: string): Promise<LoadedWebhookStep | undefined> {
      const query = sql.unsafe<(StepColumns & { id: string; tenant_id: string })[]>(LOAD, [stepId], { prepare: true })
      const [row] = await deadline(query, 6000, 'loading a webhook')
      return row && { step: toStep(row) }
    },
    take: (holder: string, leaseMs: number) => roundTake(sql, holder, leaseMs),
    end: (holder: string, sees: string) => roundEnd(sql, holder, sees),
    renew: (holder: string, leaseMs: number) => roundRenew(sql, holder, leaseMs),
    told: (round: WebhookRound, options: { keepDays: number; pageEntries?: number }) =>
      entriesTold(sql, round, options),
    add: (deliveries: readonly NewDelivery[]) => deliveriesAdd(sql, deliveries),
    claim: (webhookId: string, claim: string, limits: ClaimLimits) => deliveryClaim(sql, webhookId, claim, limits),
    record: (record: AttemptRecord) => attemptRecord(sql, record),
    release: (delivery: string, claim: string, waitMs: number) => deliveryRelease(sql, delivery, claim, waitMs),
    async endRound(step: { id: string; run: number }, waitMs: number): Promise<RoundEnd> {
      const query = sql.unsafe<{ ended: RoundEnd }[]>(END, [step.id, step.run, waitMs], { prepare: true })
      const [row] = await deadline(query, 6000, 'ending a round of deliveries')
      return row?.ended ?? 'moved'
    },
    /** @returns false, and nothing is written: it has another address by now, has succeeded since, is disabled already, or gone */
    async disable(step: Step, reason: DisabledReason, observed: Observed): Promise<boolean> {
      const { subjectId: id, tenantId } = step
      const { url, failures, failing_since: since } = observed
      const failing_since = since?.toISOString() ?? null
      const details = { reason, failures, failing_since }
      const entry = { actor: ORCHESTRATOR, action: 'webhook.disabled', details }
      const change = { status: 'DISABLED', reason, observed: { url, failing_since } }
      return (await webhookWrite(sql, { id, tenantId, do: 'change', change, ...entry })) === 'written'
    },
    expire: (keepDays: number) => deliveriesExpire(sql, keepDays),
  }
}

const LOAD = `
SELECT s.id AS step_id, s.kind AS step_kind, s.execution_id AS step_execution, s.version AS step_version, s.run, s.attempt, s.trace,
  s.subject_id AS id, s.tenant_id
FROM steps s
WHERE s.id = $1::uuid`

const END = 'SELECT governance.end_webhook_round($1::uuid, $2::int, $3::int) AS ended'
