// Records outcomes of campaign steps: one statement for all that gathered, all of an outcome or nothing of it.
import type { AuditEntry, AuditHead } from '#domain/audit-entry.ts'
import { type Campaign, isSettled } from '#domain/campaign/campaign.ts'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { NewStep, Step } from '#domain/step.ts'
import {
  ACTION_INSERT_COLUMNS,
  ACTION_TARGET,
  ACTION_VALUES,
  type ActionInsert,
  actionInsertRow,
} from '../action/action-insert.ts'
import { ENTRY_COLUMNS, ENTRY_TARGET, ENTRY_VALUES, entryRow } from '../audit/entry-rows.ts'
import { deadline } from '../connection/deadline.ts'
import { eachAlone } from '../connection/each-alone.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { rowSet } from '../connection/row-set.ts'
import { STEP_COLUMNS, STEP_TARGET, STEP_VALUES, stepRow } from '../step/new-step-rows.ts'

/** What became of a step, with everything that must become true with it. */
export interface CampaignOutcome {
  step: Step
  /** The version that the decision was made on. */
  version: number
  campaign: Campaign
  entries: AuditEntry[]
  head: AuditHead
  /** Keeps the step open and due again after so many milliseconds; absent: the step is closed. */
  keep?: { delayMs: number; counted: boolean }
  result?: { stage: CampaignStage; body: unknown }
  actions: ActionInsert[]
  steps: NewStep[]
}

/**
 * @returns records an outcome: true once it is committed; false when the step is closed or has moved on, the campaign has
 * another version, or its row is busy: load again and decide again
 * @throws what Postgres says; the outcome of a lost connection is not known, and trying again is safe
 */
export function campaignRecordOutcomes(sql: Sql): (outcome: CampaignOutcome) => Promise<boolean> {
  return group({
    name: 'campaign-record',
    inFlight: 2,
    keyOf: outcome => outcome.campaign.id,
    flush: outcomes => eachAlone(outcomes, batch => record(sql, batch)),
  })
}

async function record(sql: Sql, outcomes: CampaignOutcome[]): Promise<boolean[]> {
  const query = sql.unsafe<{ step: string }[]>(RECORD, parametersOf(outcomes), { prepare: true })
  const rows = await deadline(query, 6000, 'recording outcomes')
  const recorded = new Set(rows.map(row => row.step))
  return outcomes.map(outcome => recorded.has(outcome.step.id))
}

const outcomeRows = rowSet(
  {
    step: 'uuid',
    run: 'int',
    subject: 'uuid',
    tenant: 'uuid',
    version: 'int',
    state: 'text',
    status: 'text',
    failure: 'text',
    ended: 'bool',
    seq: 'int',
    hash: 'text',
    keep_ms: 'int',
    counted: 'int',
  },
  1,
)
const resultRows = rowSet({ owner: 'uuid', stage: 'text', body: 'text' }, outcomeRows.next)
const entryRows = rowSet(ENTRY_COLUMNS, resultRows.next)
const actionRows = rowSet(ACTION_INSERT_COLUMNS, entryRows.next)
const stepRows = rowSet(STEP_COLUMNS, actionRows.next)

// Everything hangs on `updated`. Rows are locked in id order and busy ones skipped, so that batches can't deadlock and one
// frozen client can't hold up the others.
const RECORD = `
WITH outcome AS (SELECT * FROM ${outcomeRows.from} AS t),
locked AS MATERIALIZED (
  SELECT id FROM campaigns WHERE id = ANY(ARRAY(SELECT subject FROM outcome)) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
),
updated AS (
  UPDATE campaigns c
  SET state = o.state, status = o.status, failure = o.failure::jsonb, version = c.version + 1,
    audit_seq = o.seq, audit_hash = decode(o.hash, 'hex'), updated_at = clock_timestamp(),
    ended_at = CASE WHEN o.ended THEN clock_timestamp() END
  FROM outcome o
  JOIN locked l ON l.id = o.subject
  JOIN steps s ON s.id = o.step AND s.run = o.run
  WHERE c.id = o.subject AND c.tenant_id = o.tenant AND c.version = o.version
  RETURNING o.step, o.keep_ms, o.counted, c.id, c.tenant_id, c.execution_id
),
closed AS (DELETE FROM steps s USING updated u WHERE s.id = u.step AND u.keep_ms IS NULL),
kept AS (
  UPDATE steps s
  SET run = s.run + 1, attempt = s.attempt + u.counted, checks = 0,
    due_at = (SELECT clock_timestamp()) + u.keep_ms * interval '1 ms',
    check_at = (SELECT clock_timestamp()) + u.keep_ms * interval '1 ms'
  FROM updated u
  WHERE s.id = u.step AND u.keep_ms IS NOT NULL
),
result AS (
  INSERT INTO campaign_results (campaign_id, execution_id, stage, tenant_id, body)
  SELECT u.id, u.execution_id, x.stage, u.tenant_id, x.body::jsonb
  FROM ${resultRows.from} AS x JOIN updated u ON u.step = x.owner
),
entry AS (
  INSERT INTO ${ENTRY_TARGET}
  SELECT ${ENTRY_VALUES} FROM ${entryRows.from} AS x JOIN updated u ON u.step = x.owner
),
action AS (
  INSERT INTO ${ACTION_TARGET}
  SELECT ${ACTION_VALUES} FROM ${actionRows.from} AS x JOIN updated u ON u.step = x.owner
),
next AS (
  INSERT INTO ${STEP_TARGET}
  SELECT ${STEP_VALUES} FROM ${stepRows.from} AS x JOIN updated u ON u.step = x.owner
)
SELECT step FROM updated`

function parametersOf(outcomes: CampaignOutcome[]): string[] {
  return [
    ...outcomeRows.parameters(outcomes.map(outcomeRow)),
    ...resultRows.parameters(
      outcomes.flatMap(({ step, result }) =>
        result === undefined ? [] : [{ owner: step.id, stage: result.stage, body: JSON.stringify(result.body) }],
      ),
    ),
    ...entryRows.parameters(
      outcomes.flatMap(({ step, campaign, entries, actions }) => [
        ...entries.map(entry => entryRow(step.id, campaign.tenantId, entry)),
        ...actions.flatMap(action => action.entries.map(entry => entryRow(step.id, campaign.tenantId, entry))),
      ]),
    ),
    ...actionRows.parameters(
      outcomes.flatMap(({ step, actions }) => actions.map(action => actionInsertRow(step.id, action))),
    ),
    ...stepRows.parameters(
      outcomes.flatMap(({ step, campaign, steps }) =>
        steps.map(next =>
          stepRow(step.id, next, { tenant: campaign.tenantId, execution: campaign.executionId, trace: step.trace }),
        ),
      ),
    ),
  ]
}

function outcomeRow({ step, version, campaign, head, keep }: CampaignOutcome) {
  return {
    step: step.id,
    run: step.run,
    subject: campaign.id,
    tenant: campaign.tenantId,
    version,
    state: campaign.state,
    status: campaign.status,
    failure: campaign.status === 'failed' ? JSON.stringify(campaign.failure) : null,
    ended: isSettled(campaign),
    seq: head.seq,
    hash: head.hash,
    keep_ms: keep?.delayMs ?? null,
    counted: keep?.counted ? 1 : 0,
  }
}
