// Writes what a client's command made of a campaign: compare-and-set, trail, steps and the kept answer in one statement.
import type { AuditEntry } from '#domain/audit-entry.ts'
import { type Campaign, isSettled } from '#domain/campaign/campaign.ts'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import { CAMPAIGN_STAGES, isEarlierStage } from '#domain/campaign/campaign-state.ts'
import { type CampaignCommand, decide } from '#domain/campaign/decide.ts'
import { eventDetails } from '#domain/campaign/event.ts'
import { evolve } from '#domain/campaign/evolve.ts'

import type { Ask, CampaignView, KeptAnswer, Written } from '#domain/ports/campaign-ledger.ts'
import type { NewStep } from '#domain/step.ts'
import { chain } from '../audit/chain.ts'
import { ENTRY_COLUMNS, ENTRY_TARGET, ENTRY_VALUES, entryRow } from '../audit/entry-rows.ts'
import { deadline } from '../connection/deadline.ts'
import { eachAlone } from '../connection/each-alone.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { rowSet } from '../connection/row-set.ts'
import { KEY_COLUMNS, KEY_TARGET, KEY_VALUES, keyRow } from '../idempotency/key-rows.ts'
import { STEP_COLUMNS, STEP_TARGET, STEP_VALUES, stepRow } from '../step/new-step-rows.ts'
import { clientStatus } from './campaign-full-row.ts'
import type { LoadedCampaignRow } from './campaign-load.ts'
import { stepsAfterCommand } from './steps-after-command.ts'

export interface CampaignCommandInput {
  loaded: LoadedCampaignRow
  command: CampaignCommand
  ask: Ask<CampaignView>
}

export interface CampaignCommanded {
  written: Written<CampaignView>
  /** Steps to hint at. */
  steps: (NewStep & { tenantId: string })[]
}

/**
 * @returns decides and writes one command; those that arrive together share a statement
 * @throws IllegalTransition before anything is written
 */
export function campaignCommand(sql: Sql): (input: CampaignCommandInput) => Promise<CampaignCommanded> {
  const write = group<Prepared, CampaignCommanded>({
    name: 'campaign-command',
    keyOf: prepared => prepared.row.id,
    flush: batch => eachAlone(batch, prepared => writeAll(sql, prepared)),
  })
  return async input => write(prepare(input))
}

const keyRows = rowSet(KEY_COLUMNS, 1)
const campaignRows = rowSet(
  {
    id: 'uuid',
    keyed: 'bool',
    tenant: 'uuid',
    version: 'int',
    state: 'text',
    status: 'text',
    ended: 'bool',
    execution: 'uuid',
    former_execution: 'uuid',
    retry_count: 'int',
    started_by: 'text',
    seq: 'int',
    hash: 'text',
    drop_steps: 'bool',
    kept_stages: 'int',
  },
  keyRows.next,
)
const entryRows = rowSet(ENTRY_COLUMNS, campaignRows.next)
const stepRows = rowSet(STEP_COLUMNS, entryRows.next)

// The lock gives each row's newest version, so that a key is only ever taken together with its command.
const WRITE = `
WITH command AS (SELECT * FROM ${campaignRows.from} AS t),
locked AS MATERIALIZED (
  SELECT id, version FROM campaigns WHERE id = ANY(ARRAY(SELECT id FROM command)) ORDER BY id FOR NO KEY UPDATE
),
current AS (SELECT x.* FROM command x JOIN locked l ON l.id = x.id AND l.version = x.version),
key AS (
  INSERT INTO ${KEY_TARGET}
  SELECT ${KEY_VALUES} FROM ${keyRows.from} AS x JOIN current c ON c.id = x.owner
  ON CONFLICT DO NOTHING
  RETURNING tenant_id, route, key
),
allowed AS (
  SELECT k.owner FROM ${keyRows.from} AS k
  JOIN key ON key.tenant_id = k.tenant AND key.route = k.route AND key.key = k.key
),
updated AS (
  UPDATE campaigns c
  SET state = x.state, status = x.status, failure = NULL, execution_id = x.execution, retry_count = x.retry_count,
    started_by = coalesce(x.started_by::jsonb, c.started_by), version = c.version + 1, audit_seq = x.seq,
    audit_hash = decode(x.hash, 'hex'), updated_at = clock_timestamp(),
    ended_at = CASE WHEN x.ended THEN clock_timestamp() END
  FROM current x
  WHERE c.id = x.id AND c.tenant_id = x.tenant AND (NOT x.keyed OR x.id IN (SELECT owner FROM allowed))
  RETURNING c.id, x.drop_steps, x.execution, x.former_execution, x.kept_stages
),
-- What is to be released belongs to the execution that reserved it, whatever comes after.
dropped AS (
  DELETE FROM steps s USING updated u WHERE s.subject_id = u.id AND u.drop_steps AND s.kind <> 'release-spend'
),
carried AS (
  INSERT INTO campaign_results (campaign_id, execution_id, stage, tenant_id, body, created_at)
  SELECT r.campaign_id, u.execution, r.stage, r.tenant_id, r.body, r.created_at
  FROM updated u
  JOIN campaign_results r ON r.campaign_id = u.id AND r.execution_id = u.former_execution
  WHERE u.execution <> u.former_execution
    AND array_position('{${CAMPAIGN_STAGES.join(',')}}'::text[], r.stage) <= u.kept_stages
),
entry AS (
  INSERT INTO ${ENTRY_TARGET}
  SELECT ${ENTRY_VALUES} FROM ${entryRows.from} AS x JOIN updated u ON u.id = x.owner
),
step AS (
  INSERT INTO ${STEP_TARGET}
  SELECT ${STEP_VALUES} FROM ${stepRows.from} AS x JOIN updated u ON u.id = x.owner
)
SELECT c.id, EXISTS (SELECT 1 FROM updated u WHERE u.id = c.id) AS written FROM current c`

interface Prepared {
  row: { id: string } & Record<string, unknown>
  answer: KeptAnswer | undefined
  view: CampaignView
  entryRows: ReturnType<typeof entryRow>[]
  stepRows: ReturnType<typeof stepRow>[]
  steps: (NewStep & { tenantId: string })[]
}

async function writeAll(sql: Sql, batch: Prepared[]): Promise<CampaignCommanded[]> {
  const parameters = [
    ...keyRows.parameters(batch.flatMap(({ row, answer }) => (answer ? [keyRow(row.id, answer)] : []))),
    ...campaignRows.parameters(batch.map(({ row }) => row as never)),
    ...entryRows.parameters(batch.flatMap(prepared => prepared.entryRows)),
    ...stepRows.parameters(batch.flatMap(prepared => prepared.stepRows)),
  ]
  const query = sql.unsafe<{ id: string; written: boolean }[]>(WRITE, parameters, { prepare: true })
  const rows = await deadline(query, 6000, 'writing commands')
  const current = new Map(rows.map(row => [row.id, row.written]))
  return batch.map(({ row, view, steps }) => {
    const written = current.get(row.id)
    if (written === undefined) return { written: 'conflict', steps: [] }
    return written ? { written: view, steps } : { written: 'key_taken', steps: [] }
  })
}

function prepare({ loaded, command, ask }: CampaignCommandInput): Prepared {
  const { record } = loaded
  const before = record.campaign
  const events = decide(before, command)
  const campaign = events.reduce(evolve, before)
  const drafts = events.map(event => ({ actor: ask.actor, action: event.type, details: eventDetails(event) }))
  const { entries, head } = chain(before.id, record.head, drafts, new Date().toISOString())
  const steps = stepsAfterCommand(command, campaign)
  const view = viewAfter(loaded.view, campaign, entries)
  const answer = ask.keep?.(view)
  const subject = { tenant: before.tenantId, execution: campaign.executionId, trace: ask.trace }
  return {
    row: {
      id: before.id,
      keyed: answer !== undefined,
      tenant: before.tenantId,
      version: record.version,
      state: campaign.state,
      status: campaign.status,
      ended: isSettled(campaign),
      execution: campaign.executionId,
      former_execution: before.executionId,
      retry_count: campaign.retryCount,
      started_by: command.type === 'start' ? JSON.stringify(ask.actor) : null,
      seq: head.seq,
      hash: head.hash,
      drop_steps: command.type === 'cancel' || command.type === 'retry',
      kept_stages: keptStages(campaign.state as CampaignStage),
    },
    answer,
    view,
    entryRows: entries.map(entry => entryRow(before.id, before.tenantId, entry)),
    stepRows: steps.map(step => stepRow(before.id, step, subject)),
    steps: steps.map(step => ({ ...step, tenantId: before.tenantId })),
  }
}

/** The view as the statement is about to make it true. */
function viewAfter(before: CampaignView, campaign: Campaign, entries: AuditEntry[]): CampaignView {
  const retried = campaign.executionId !== before.campaign.executionId && before.campaign.status === 'failed'
  const kept = CAMPAIGN_STAGES.slice(0, keptStages(campaign.state as CampaignStage))
  return {
    ...before,
    campaign,
    version: before.version + 1,
    tag: before.tag.replace(/^\d+/, String(before.version + 1)),
    status: clientStatus(campaign, before.publications),
    updatedAt: new Date(),
    results: retried
      ? Object.fromEntries(Object.entries(before.results).filter(([stage]) => kept.includes(stage as CampaignStage)))
      : before.results,
    log: [...before.log, ...entries],
  }
}

/** How many of the stages, counted from the first, a retry keeps the results of: those before where it starts. */
function keptStages(from: CampaignStage): number {
  return CAMPAIGN_STAGES.filter(stage => isEarlierStage(stage, from)).length
}
