// A demo record with one hostile or harmless text in every place that somebody else can write to.
import type { ActionResource } from '#contracts/action.ts'
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { DemoRecord, SessionRecord } from '#dev/demo/demo-record.ts'

const ID = '01930000-0000-7000-8000-000000000001'
const AT = '2026-11-20T22:00:00.000Z'
const NO_MAPS = { style_map: {}, zone_map: {}, table_map: {} }
const HASH = 'a'.repeat(64)
const MEDIA_URL = 'http://127.0.0.1:1/mandate/a.png'

export function demoRecordSample(text: string): DemoRecord {
  const campaign = campaignOf(text)
  const action = actionOf(text)
  const post = { id: text, action_id: ID, account: text, text, media: [], received_at: AT }
  const verification = { ok: false, checked: 2, checkpointAt: text, firstBad: { seq: 1, why: text } }
  return {
    campaign,
    scan: {
      signals: [
        { id: 's(1', source: text, title: text, url: text, summary: text, published_at: AT, score: 0.5, sentiment: -1 },
      ],
      trends: [{ term: text, mentions: 1, window_h: 24, change: 2, signal_ids: ['s(1'] }],
    },
    actions: [action],
    trail: [
      entry(1, 'stage.started', { stage: 'STRATEGY_GEN' }),
      entry(2, 'stage.completed', { stage: 'STRATEGY_GEN', [text]: text, gate: text }),
    ],
    verification,
    images: [{ url: MEDIA_URL, path: text, bytes: new Uint8Array([1, 2, 3]), mime: text }],
    published: [post],
    refusals: [{ who: text, attempt: text, status: 403, code: text, detail: text }],
    kill: { campaign, action, posts: [post], verification, pid: 1, events: [{ atMs: 0, text }] },
    session: { ...sessionOf(text), verification },
    run: { startedAt: new Date(AT), readyMs: 1, machine: text, versions: text },
  }
}

function entry(seq: number, action: string, details: AuditEntryShape['details']): AuditEntryShape {
  const actor = { sub: 'orchestrator', principal: 'service' as const }
  return { seq, at: AT, subject: ID, actor, action, details, prev_hash: HASH, hash: HASH }
}

function sessionOf(text: string): Omit<SessionRecord, 'verification'> {
  const session = {
    ...{ session_id: ID, tenant_id: ID, title: text, client_timezone: text, locale: text, epoch: 1 },
    pinned: { skeleton_id: ID, s3_version_id: text, adapter_id: text, model_version: text, ...NO_MAPS },
    ...{ received: [], next_expected: 2, gaps: [{ from: 3, to: 3, reason: text }], is_draining: false, pending: 0 },
    ...{ counts: { AUDIO_PENDING: 1 }, version: 1, created_at: AT, updated_at: AT },
  }
  const custody = [{ object: text, version_id: text, sha256: HASH, retain_until: AT }]
  const common = {
    ...{ sequence_id: 1, status: 'DONE' as const, speaker_id: text, topic: text, restricted: false, edited_by: text },
    ...{ target_placeholder: null, started_at: AT, client_time: '2026-11-20T23:00:00.000+01:00' },
  }
  const blocks: SessionBlock[] = [
    { ...common, type: 'TEXT', text },
    { ...common, type: 'TABLE', text, data: { intent_id: text, columns: [text], rows: [[text]] } },
    { ...common, type: 'AUDIO_PENDING', data: { fallback_url: 'http://127.0.0.1:1/a', reason: 'CORE_ERROR' } },
    { ...common, type: 'SYSTEM_NOTE', text },
    { ...common, type: 'IMAGE', data: { asset_id: ID, caption: text } },
  ]
  const sealed = {
    ...{ ...session, status: 'FINALIZED' as const, custody, integrity_hash: HASH, snapshot_id: ID },
    document_url: 'http://127.0.0.1:1/minutes',
  }
  return {
    session: { ...session, status: 'RECORDING' },
    amendment: { sealed, path: text, written: [{ sequenceId: 1, text }] },
    ...{ blocks, openBlocks: blocks, recovered: [1], assetId: ID, engine: text, isTold: false },
    corrections: [{ sequenceId: 1, heard: text, text }],
    sealed,
    pending: [1],
    ...{ path: text, restrictedPath: text, docx: new Uint8Array() },
    page: { html: `<p class="gap">${text}</p>`, png: new Uint8Array([1, 2, 3]) },
  }
}

function campaignOf(text: string): CampaignPayload {
  return {
    campaign_id: ID,
    tenant_id: ID,
    execution_id: ID,
    state: 'LEARN',
    status: 'completed',
    retry_count: 0,
    max_retries: 3,
    brief: { objective: text, audience: text, product: text, constraints: [text], guardrails: [text] },
    channels: [{ platform: 'MOCK', account: 'demo' }],
    strategy_brief: {
      objective: text,
      audience: text,
      message: text,
      hooks: [{ style: text, text }],
      channels: [{ channel: text, angle: text, hour_utc: 7 }],
      debate: {
        positions: [
          { role: 'CFO', stance: text, argument: `${text} s(1 ${text}`, signal_ids: ['s(1'], objections: [text] },
        ],
        verdict: { decision: text, reason: text, overruled: ['CFO'] },
      },
      constraints: [text],
      guardrails: [text],
      governance_hash: text,
      engine: text,
      usage: {},
    },
    content: [
      {
        channel: `MOCK:${text}`,
        text,
        media: [{ url: MEDIA_URL, sha256: HASH, mime: text, width: 12, height: 6, alt: text }],
      },
    ],
    quality_report: {
      verdict: 'FAIL',
      score: 1,
      checks: [
        { name: text, severity: 'CRITICAL', passed: false, message: text },
        { name: text, severity: 'INFO', passed: true, message: text },
      ],
      rules_version: text,
    },
    publications: [{ action_id: ID, channel: text, status: 'COMPLETED', permalink: text }],
    learnings: [{ subject: text, finding: text, evidence: text, confidence: 0.5 }],
    failure: null,
    execution_log: [],
    metadata: {},
    created_at: AT,
    updated_at: AT,
  }
}

function actionOf(text: string): ActionResource {
  const person = { sub: text, principal: 'human' as const }
  return {
    action_id: ID,
    tenant_id: ID,
    campaign_id: ID,
    platform: 'MOCK',
    account: text,
    payload: { content_text: text },
    governance_hash: text,
    digest: HASH,
    media_ready: true,
    status: 'COMPLETED',
    execution: 'on_approval',
    expires_at: AT,
    late_policy: { max_late_seconds: 1 },
    proposed_by: person,
    approvals: [{ ...person, digest: HASH, comment: text, at: AT }],
    approvals_required: 1,
    preflight: [],
    needs_human: false,
    attempts: [{ n: 1, started_at: AT, ended_at: AT, outcome: 'ACCEPTED', http_status: 201 }],
    permalink: text,
    created_at: AT,
    updated_at: AT,
    version: 1,
  }
}
