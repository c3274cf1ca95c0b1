// A campaign with results, log, actions and figures, put straight into the ledger: for pages that show it, no worker behind them.
import { createHash } from 'node:crypto'
import type postgres from 'postgres'
import { v7 as uuid } from 'uuid'
import type { Brief } from '#contracts/brief.ts'
import type { CampaignFailure } from '#contracts/campaign-payload.ts'
import type { CampaignStage, CampaignState } from '#domain/campaign/campaign-state.ts'

export interface PlantedAction {
  channel: string
  status: string
  permalink?: string
  error?: { code: string; message: string; retryable: boolean }
  needsHuman?: boolean
  /** One collection each, oldest first. */
  figures?: Record<string, number>[]
}

export interface PlantedCampaign {
  tenantId: string
  state: CampaignState
  status: 'draft' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled'
  brief?: Brief
  metadata?: Record<string, unknown>
  retryCount?: number
  maxRetries?: number
  failure?: CampaignFailure
  results?: Partial<Record<CampaignStage, unknown>>
  /** A second apart. */
  log?: { action: string; details?: Record<string, unknown>; actor?: string }[]
  actions?: PlantedAction[]
}

/** @returns its id and those of its actions, in their order */
export async function plantCampaign(
  owner: postgres.Sql,
  { tenantId, state, status, ...is }: PlantedCampaign,
): Promise<{ id: string; executionId: string; actions: string[] }> {
  const { brief = { objective: 'Sell cold brew to hikers' }, metadata = {}, log = [], actions = [] } = is
  const [id, executionId] = [uuid(), uuid()]
  const ended = ['completed', 'failed', 'cancelled'].includes(status) ? new Date() : null
  const json = (value: unknown) => owner.json(value as never)
  const entries = [{ action: 'campaign.created', details: {}, actor: 'ann' }, ...log]
  await owner`
    INSERT INTO campaigns (id, tenant_id, state, status, execution_id, audit_seq, audit_hash, retry_count, max_retries, brief,
      channels, metadata, failure, created_by, started_by, ended_at)
    VALUES (${id}, ${tenantId}, ${state}, ${status}, ${executionId}, ${entries.length}, '\\x00', ${is.retryCount ?? 0},
      ${is.maxRetries ?? 3}, ${json(brief)}, '[{"platform": "MOCK", "account": "demo"}]', ${json(metadata)},
      ${is.failure === undefined ? null : json(is.failure)}, '{"sub": "ann", "principal": "human"}',
      '{"sub": "ann", "principal": "human"}', ${ended})`
  for (const [stage, body] of Object.entries(is.results ?? {}))
    await owner`INSERT INTO campaign_results (campaign_id, execution_id, stage, tenant_id, body)
      VALUES (${id}, ${executionId}, ${stage}, ${tenantId}, ${json(body)})`
  for (const [index, { action, details = {}, actor = 'orchestrator' }] of entries.entries())
    await owner`INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
      VALUES (${id}, ${index + 1}, ${tenantId}, now() + (${index} - 60) * interval '1 s', ${actor}, 'service', ${action},
        ${json(details)}, '\\x00', ${createHash('sha256').update(`${id} ${index}`).digest()})`
  const ids: string[] = []
  for (const action of actions) ids.push(await plantAction(owner, { tenantId, campaignId: id, executionId }, action))
  return { id, executionId, actions: ids }
}

async function plantAction(
  owner: postgres.Sql,
  { tenantId, campaignId, executionId }: { tenantId: string; campaignId: string; executionId: string },
  { channel, status, permalink, error, needsHuman = false, figures = [] }: PlantedAction,
): Promise<string> {
  const id = uuid()
  const [platform = '', account = ''] = channel.split(':')
  const isFinal = ['COMPLETED', 'FAILED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED'].includes(status)
  await owner`
    INSERT INTO governance.actions_ledger (id, tenant_id, campaign_id, execution_id, platform, account, payload, governance_hash,
      fingerprint, digest, status, execution, expires_at, expires_given, max_late_seconds, proposed_by, authors, preflight,
      needs_human, platform_ref_id, permalink, error, audit_seq, audit_hash, ended_at)
    VALUES (${id}, ${tenantId}, ${campaignId}, ${executionId}, ${platform}, ${account}, '{"content_text": "coffee"}', 'g', ${id}, 'd',
      ${status}, 'on_approval', now() + interval '1 hour', false, 60, '{"sub": "ann", "principal": "human"}', '["ann"]', '[]',
      ${needsHuman}, ${status === 'COMPLETED' ? `post-${id}` : null}, ${permalink ?? null},
      ${error === undefined ? null : owner.json(error as never)}, 1, '\\x00', ${isFinal ? new Date() : null})`
  for (const [n, values] of figures.entries())
    await owner`INSERT INTO action_metrics (action_id, n, tenant_id, collected_at, figures, raw)
      VALUES (${id}, ${n + 1}, ${tenantId}, now() + (${n} - 10) * interval '1 hour', ${owner.json(values)}, '{}')`
  return id
}
