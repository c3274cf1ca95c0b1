// Inserts campaigns with their first audit entries and, when they start at once, their first steps.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Actor } from '#domain/actor.ts'
import { EMPTY_CHAIN } from '#domain/audit-entry.ts'
import type { Draft } from '#domain/campaign/campaign.ts'
import { decide } from '#domain/campaign/decide.ts'
import { eventDetails } from '#domain/campaign/event.ts'
import { evolve } from '#domain/campaign/evolve.ts'
import type { Ask, CampaignView, NewCampaign } from '#domain/ports/campaign-ledger.ts'
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
import { campaignTag, clientStatus } from './campaign-full-row.ts'

export interface CampaignCreation {
  campaigns: readonly NewCampaign[]
  ask: Ask<CampaignView[]>
}

export interface CampaignCreated {
  written: CampaignView[] | 'key_taken'
  /** Steps to hint at. */
  steps: (NewStep & { tenantId: string })[]
}

/** @returns creates the campaigns of one request, all or none; requests that arrive together share a statement */
export function campaignCreate(sql: Sql): (creation: CampaignCreation) => Promise<CampaignCreated> {
  return group({
    name: 'campaign-create',
    max: 100,
    flush: creations => eachAlone(creations, batch => create(sql, batch)),
  })
}

const keyRows = rowSet(KEY_COLUMNS, 1)
const campaignRows = rowSet(
  {
    request: 'uuid',
    keyed: 'bool',
    id: 'uuid',
    tenant: 'uuid',
    state: 'text',
    status: 'text',
    execution: 'uuid',
    seq: 'int',
    hash: 'text',
    max_retries: 'int',
    brief: 'text',
    channels: 'text',
    metadata: 'text',
    created_by: 'text',
    started_by: 'text',
  },
  keyRows.next,
)
const entryRows = rowSet(ENTRY_COLUMNS, campaignRows.next)
const stepRows = rowSet(STEP_COLUMNS, entryRows.next)

// Everything hangs on `created`, and that on the key, where there is one.
const CREATE = `
WITH key AS (
  INSERT INTO ${KEY_TARGET}
  SELECT ${KEY_VALUES} FROM ${keyRows.from} AS x
  ON CONFLICT DO NOTHING
  RETURNING tenant_id, route, key
),
allowed AS (
  SELECT k.owner FROM ${keyRows.from} AS k
  JOIN key ON key.tenant_id = k.tenant AND key.route = k.route AND key.key = k.key
),
created AS (
  INSERT INTO campaigns (id, tenant_id, state, status, execution_id, audit_seq, audit_hash, max_retries, brief, channels,
    metadata, created_by, started_by)
  SELECT x.id, x.tenant, x.state, x.status, x.execution, x.seq, decode(x.hash, 'hex'), x.max_retries, x.brief::jsonb,
    x.channels::jsonb, x.metadata::jsonb, x.created_by::jsonb, x.started_by::jsonb
  FROM ${campaignRows.from} AS x
  WHERE NOT x.keyed OR x.request IN (SELECT owner FROM allowed)
  RETURNING id
),
entry AS (
  INSERT INTO ${ENTRY_TARGET}
  SELECT ${ENTRY_VALUES} FROM ${entryRows.from} AS x JOIN created c ON c.id = x.owner
),
step AS (
  INSERT INTO ${STEP_TARGET}
  SELECT ${STEP_VALUES} FROM ${stepRows.from} AS x JOIN created c ON c.id = x.owner
)
SELECT id FROM created`

async function create(sql: Sql, creations: CampaignCreation[]): Promise<CampaignCreated[]> {
  const requests = creations.map(creation => {
    const campaigns = creation.campaigns.map(input => prepare(input, creation.ask.actor))
    const answer = creation.ask.keep?.(campaigns.map(campaign => campaign.view))
    return { request: uuid(), answer, trace: creation.ask.trace, campaigns }
  })
  const all = requests.flatMap(({ request, answer, trace, campaigns }) =>
    campaigns.map(prepared => ({ ...prepared, request, keyed: answer !== undefined, trace })),
  )
  const parameters = [
    ...keyRows.parameters(requests.flatMap(({ request, answer }) => (answer ? [keyRow(request, answer)] : []))),
    ...campaignRows.parameters(all.map(item => ({ ...item.row, request: item.request, keyed: item.keyed }))),
    ...entryRows.parameters(
      all.flatMap(({ input, entries }) => entries.map(e => entryRow(input.id, input.tenantId, e))),
    ),
    ...stepRows.parameters(
      all.flatMap(({ input, steps, trace }) =>
        steps.map(step => stepRow(input.id, step, { tenant: input.tenantId, execution: input.executionId, trace })),
      ),
    ),
  ]
  const query = sql.unsafe<{ id: string }[]>(CREATE, parameters, { prepare: true })
  const created = new Set((await deadline(query, 6000, 'creating campaigns')).map(row => row.id))
  return requests.map(({ campaigns }) => {
    const written = campaigns.every(({ input }) => created.has(input.id))
    const steps = campaigns.flatMap(({ input, steps }) => steps.map(step => ({ ...step, tenantId: input.tenantId })))
    return written ? { written: campaigns.map(({ view }) => view), steps } : { written: 'key_taken', steps: [] }
  })
}

function prepare(input: NewCampaign, actor: Actor) {
  const draft: Draft = {
    id: input.id,
    tenantId: input.tenantId,
    executionId: input.executionId,
    retryCount: 0,
    maxRetries: input.maxRetries,
    status: 'draft',
    state: 'IDLE',
  }
  const events = input.start ? decide(draft, { type: 'start', executionId: input.executionId }) : []
  const campaign = events.reduce(evolve, draft as ReturnType<typeof evolve>)
  const channels = input.channels.map(channel => `${channel.platform}:${channel.account}`)
  const { entries, head } = chain(
    input.id,
    EMPTY_CHAIN,
    [
      { actor, action: 'campaign.created', details: { execution_id: input.executionId, channels } },
      ...events.map(event => ({ actor, action: event.type, details: eventDetails(event) })),
    ],
    new Date().toISOString(),
  )
  const row = {
    id: input.id,
    tenant: input.tenantId,
    state: campaign.state,
    status: campaign.status,
    execution: input.executionId,
    seq: head.seq,
    hash: head.hash,
    max_retries: input.maxRetries,
    brief: JSON.stringify(input.brief),
    channels: JSON.stringify(input.channels),
    metadata: JSON.stringify(input.metadata),
    created_by: JSON.stringify(actor),
    started_by: input.start ? JSON.stringify(actor) : null,
  }
  const steps: NewStep[] = input.start ? [{ id: uuid(), subjectId: input.id, kind: 'radar-scan' }] : []
  const now = new Date()
  const view: CampaignView = {
    campaign,
    version: 1,
    tag: campaignTag(1, 0),
    status: clientStatus(campaign, []),
    brief: input.brief,
    channels: input.channels,
    metadata: input.metadata,
    createdAt: now,
    updatedAt: now,
    results: {},
    publications: [],
    log: entries,
  }
  return { input, row, entries, steps, view }
}
