// The examples of the OpenAPI document: one small story, told by every route.
const TENANT = '7b0f4c1e-6a55-4f0e-9d3c-2f1f0a9b6c11'
const CAMPAIGN = '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'
const EXECUTION = '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1c'
const ACTION = '0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f'
const SESSION = '019ae3f0-0000-7000-8000-0000000005e5'
const SKELETON = '0199a1b4-1b2c-7d3e-8f4a-5b6c7d8e9f0a'
const AT = '2026-11-20T09:00:00.000Z'
const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

const brief = {
  objective: 'Win early adopters for the solar kit',
  audience: 'Home owners in Utrecht',
  budget: { amount_minor: 50_000, currency: 'EUR' },
  guardrails: ['no prices'],
  locale: 'en',
}
const channels = [{ platform: 'MOCK', account: 'demo' }]
const summary = {
  campaign_id: CAMPAIGN,
  tenant_id: TENANT,
  execution_id: EXECUTION,
  state: 'RADAR_SCAN',
  status: 'running',
  retry_count: 0,
  max_retries: 3,
  brief,
  channels,
  failure: null,
  metadata: { order: 'A-17' },
  created_at: AT,
  updated_at: AT,
}
const entry = {
  seq: 1,
  at: AT,
  subject: CAMPAIGN,
  actor: { sub: 'ada', principal: 'human' },
  action: 'campaign.created',
  details: { execution_id: EXECUTION, channels: ['MOCK:demo'] },
  prev_hash: '0'.repeat(64),
  hash: DIGEST,
}
const sessionEntry = {
  ...entry,
  subject: SESSION,
  action: 'session.draining',
  details: { last_sequence_id: 19 },
}
const campaign = {
  ...summary,
  strategy_brief: null,
  content: [],
  quality_report: null,
  publications: [],
  learnings: [],
  execution_log: [{ seq: 1, timestamp: AT, actor_service: 'ada', action: 'campaign.created', details: entry.details }],
}
const webhook = {
  webhook_id: '0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b',
  url: 'https://hooks.example.com/mandate',
  events: ['action.*', 'campaign.completed', 'campaign.failed'],
  description: 'Order desk',
  status: 'ACTIVE',
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  previous_secret_until: null,
  created_at: AT,
  updated_at: AT,
}
const webhookEvent = {
  type: 'action.completed',
  timestamp: AT,
  data: { subject: 'action', id: ACTION, tenant_id: TENANT, seq: 9, status: 'COMPLETED', campaign_id: CAMPAIGN },
}
const delivery = {
  delivery_id: '0199a1b6-3d4e-7f5a-8b6c-7d8e9f0a1b2c',
  webhook_id: webhook.webhook_id,
  event: 'action.completed',
  subject_id: ACTION,
  seq: 9,
  status: 'PENDING',
  attempt_count: 1,
  next_at: AT,
  last_http_status: 503,
  last_error: 'STATUS',
  created_at: AT,
  ended_at: null,
}
const proposal = {
  platform: 'MOCK',
  account: 'demo',
  payload: { content_text: 'Warm rooms, calm bills: the solar kit is here.', media_urls: [] },
  governance_hash: 'policy-2026-11',
  execution: 'on_approval',
}
const action = {
  action_id: ACTION,
  tenant_id: TENANT,
  ...proposal,
  digest: DIGEST,
  media_ready: true,
  status: 'PENDING_APPROVAL',
  expires_at: '2026-11-27T09:00:00.000Z',
  late_policy: { max_late_seconds: 3600 },
  proposed_by: { sub: 'ada', principal: 'human' },
  approvals: [],
  approvals_required: 1,
  preflight: [],
  needs_human: false,
  attempts: [],
  created_at: AT,
  updated_at: AT,
  version: 1,
}

const inboxItem = {
  ...action,
  kind: 'approve',
  decide_by: '2026-11-27T09:00:00.000Z',
  allowed: ['approve', 'reject', 'edit', 'cancel'],
}

const actionMedium = {
  ...{ url: 'https://media.example/kit.jpg', sha256: '9f'.repeat(32), mime: 'image/jpeg', bytes: 182_044 },
  ...{ width: 2400, height: 1600, preview: 'kept', alt: 'A solar kit on a roof' },
  preview_url: `https://objects.example/mandate/previews/${TENANT}/${'9f'.repeat(32)}?X-Amz-Expires=3600`,
}

const actionVersion = {
  ...{
    version: 2,
    current: true,
    by: { sub: 'ben', principal: 'human' },
    at: AT,
    changed: ['payload'],
    digest: DIGEST,
  },
  ...{ media_ready: true, media_sha256: [], account: 'demo', payload: proposal.payload, preflight: [] },
}

const received = {
  received: [
    [1, 17],
    [19, 19],
  ],
  next_expected: 18,
}

const configRequest = {
  adapter_id: 'council-es',
  style_map: { SPEAKER: 'Speaker', CAPTION: 'Caption' },
  zone_map: { TPL_PROPOSALS: 'PROPOSALS' },
  table_map: { VOTE: 'TBL_VOTES' },
  default_skeleton_id: SKELETON,
  default_channels: channels,
}
const handedIn = { errors: [], created_by: { sub: 'ada', principal: 'human' }, created_at: AT, decided_at: AT }

const SNAPSHOT = '01930f7c-5d5e-7a44-8f5e-0d3f6a1b2c3d'

const pinned = {
  skeleton_id: SKELETON,
  s3_version_id: '3sL4kqtJlcpXroDTDmJ',
  adapter_id: 'minutes',
  style_map: { TEXT: 'Normal' },
  zone_map: { TPL_PROPOSAL: 'PROPOSALS' },
  table_map: { VOTE: 'TBL_VOTES' },
  model_version: 'core-1',
}

export const EXAMPLES = {
  ids: { tenant: TENANT, campaign: CAMPAIGN, action: ACTION, session: SESSION, skeleton: SKELETON },
  digest: DIGEST,
  campaign,
  campaignSummary: summary,
  campaignRequest: { tenant_id: TENANT, brief, channels, metadata: { order: 'A-17' } },
  campaignMinimal: { tenant_id: TENANT },
  batchRequest: { campaigns: [{ tenant_id: TENANT }, { tenant_id: TENANT, brief: { objective: '' } }] },
  entry,
  sessionEntry,
  action,
  inboxItem,
  actionMedium,
  actionVersion,
  proposal,
  queued: { ...action, status: 'QUEUED' },
  completed: { ...action, status: 'COMPLETED', platform_ref_id: '1846987139428634858' },
  command: {
    action_id: ACTION,
    platform: 'MOCK',
    command_token: 'eyJhbGciOiJFZERTQSJ9.eyJhdWQiOiJhY3R1YXRvciJ9.c2lnbmF0dXJl',
    payload: proposal.payload,
    governance_hash: proposal.governance_hash,
  },
  published: { outcome: 'published', platform_ref_id: '1846987139428634858', comment: 'seen on the timeline' },
  notPublished: { outcome: 'not_published', retry: true, comment: 'looked for it on the page' },
  killRequest: { scope: 'platform', platform: 'META', engaged: true, reason: 'wrong prices went out' },
  killSwitch: {
    scope: 'platform',
    tenant_id: TENANT,
    platform: 'META',
    engaged: true,
    reason: 'wrong prices went out',
    changed_by: { sub: 'ada', principal: 'human' },
    changed_at: AT,
  },
  policy: {
    rules: [{ match: { platform: 'META', kind: 'ads', budget_min: 1000 }, approvers: 2 }],
    governance: [{ hash: 'policy-2026-11', name: 'November rules', active: true }],
  },
  policyChange: { changed_by: { sub: 'ada', principal: 'human' }, changed_at: AT },
  configRequest,
  config: { version: 3, status: 'ACTIVE', ...configRequest, ...handedIn },
  skeleton: {
    ...{ skeleton_id: SKELETON, name: 'Council minutes', status: 'ACTIVE', sha256: DIGEST, bytes: 18_422 },
    ...{ s3_version_id: '3sL4kqtJlcpXroDTDmJ-rmSpXd3dIbrHY', placeholders: ['TITLE', 'BODY', 'PROPOSALS'] },
    ...{ tables: ['TBL_VOTES'], ...handedIn },
  },
  quotaRequest: { limit_seconds: 36_000 },
  quota: { period: 'month', limit_seconds: 36_000, used_seconds: 1840, resets_at: '2026-12-01T00:00:00.000Z' },
  webhook,
  webhookRequest: { url: webhook.url, events: webhook.events, description: webhook.description },
  webhookPatch: { events: ['*'] },
  webhookWithSecret: { ...webhook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  webhookEvent,
  delivery,
  deliveryWithAttempts: {
    ...delivery,
    payload: webhookEvent,
    attempts: [
      { n: 1, at: AT, http_status: 503, error: 'STATUS', duration_ms: 41, response: 'upstream connect error' },
    ],
  },
  accountRequest: { kind: 'page', credentials_ref: 'aws:mandate/meta/brand-page', currency: 'EUR' },
  session: {
    session_id: SESSION,
    tenant_id: TENANT,
    status: 'RECORDING',
    title: 'Board meeting',
    client_timezone: 'Europe/Madrid',
    locale: 'es',
    epoch: 1,
    pinned,
    ...received,
    gaps: [{ from: 18, to: 18, reason: 'NOT_RECEIVED' }],
    is_draining: false,
    pending: 1,
    counts: { TEXT: 15, SILENCE: 2, PROCESSING: 1 },
    version: 1,
    created_at: AT,
    updated_at: AT,
  },
  /** What a session that has just begun has instead. */
  nothingReceived: { received: [], next_expected: 1, gaps: [], pending: 0, counts: {} },
  /** What a clone of the sealed one has instead. */
  allReceived: { received: [[1, 17]], next_expected: 18, gaps: [], pending: 0, counts: { TEXT: 15, SILENCE: 2 } },
  sealedSession: {
    ...{ session_id: SESSION, tenant_id: TENANT, status: 'FINALIZED', title: 'Board meeting' },
    ...{
      client_timezone: 'Europe/Madrid',
      locale: 'es',
      epoch: 1,
      pinned,
      received: [[1, 17]],
      next_expected: 18,
      gaps: [],
    },
    ...{ is_draining: false, pending: 0, counts: { TEXT: 15, SILENCE: 2 }, version: 1 },
    document_url: `https://s3.example.com/mandate-custody/documents/${TENANT}/${SESSION}/${DIGEST}.docx?X-Amz-Signature=…`,
    ...{ integrity_hash: DIGEST, snapshot_id: SNAPSHOT },
    custody: [
      {
        object: `documents/${TENANT}/${SESSION}/${DIGEST}.docx`,
        version_id: '3sL4kqtJlcpXroDTDmJ',
        sha256: DIGEST,
        retain_until: '2036-11-20T09:00:00.000Z',
      },
    ],
    ...{ created_at: AT, updated_at: AT, finalized_at: AT },
  },
  sessionParent: { session_id: EXECUTION, parent_session_id: SESSION, parent_snapshot_id: SNAPSHOT },
  finalizeRequest: { last_sequence_id: 19 },
  blockEdit: { text: 'We approve the minutes of October.' },
  asset: {
    ...{ asset_id: SNAPSHOT, session_id: SESSION, status: 'READY', name: 'whiteboard.jpg' },
    ...{ captured_at: AT, sha256_original: DIGEST, bytes: 482_113, sha256: DIGEST, mime: 'image/jpeg' },
    ...{ width: 1920, height: 1080, created_at: AT },
  },
  newAsset: {
    ...{ asset_id: SNAPSHOT, session_id: SESSION, status: 'PROCESSING', name: 'whiteboard.jpg' },
    ...{ captured_at: AT, sha256_original: DIGEST, bytes: 482_113, created_at: AT },
  },
  uploadRequest: { kind: 'asset', bytes: 41_943_040, sha256: DIGEST, name: 'plan.tiff' },
  uploadStarted: {
    ...{ upload_id: SNAPSHOT, session_id: SESSION, kind: 'asset', bytes: 10_000_000, sha256: DIGEST },
    parts: [
      { part: 1, bytes: 8_388_608, url: `https://s3.example.com/mandate/uploads/x?partNumber=1&X-Amz-Signature=…` },
      { part: 2, bytes: 1_611_392, url: `https://s3.example.com/mandate/uploads/x?partNumber=2&X-Amz-Signature=…` },
    ],
    expires_at: '2026-11-21T09:00:00.000Z',
  },
  audioCompletion: { parts: [{ part: 1, etag: '"9b2cf5"' }], sequence_id: 19, started_at: AT, duration_ms: 600_000 },
  assetCompletion: { parts: [{ part: 1, etag: '"9b2cf5"' }], captured_at: AT, caption: 'The plan' },
  sessionStart: { client_timezone: 'Europe/Madrid', locale: 'es', title: 'Board meeting' },
  contextChange: { current_speaker_id: 'anna', topic: 'Budget' },
  receipt: { sequence_id: 19, status: 'PROCESSING', ...received },
  resumed: { session_id: SESSION, epoch: 2, ...received },
  block: {
    sequence_id: 17,
    type: 'TEXT',
    status: 'DONE',
    speaker_id: 'anna',
    topic: 'Budget',
    restricted: false,
    target_placeholder: null,
    started_at: AT,
    client_time: '2026-11-20T10:00:00.000+01:00',
    text: 'We begin with the budget.',
  },
  approval: { digest: DIGEST, comment: 'good' },
  changes: { payload: { content_text: 'Warm rooms, calm bills: the solar kit is back.' } },
  reason: { reason: 'the product is late' },
  why: {
    reason: 'AWAITING_APPROVAL',
    detail: `1 of 1 open actions: ${ACTION}`,
    since: AT,
    until: '2026-11-27T09:00:00.000Z',
  },
  sessionWhy: { reason: 'DRAINING', detail: 'still to come: 1 of the announced chunks', since: AT },
  account: {
    tenant_id: TENANT,
    platform: 'MOCK',
    account: 'demo',
    kind: 'page',
    credentials_ref: null,
    currency: null,
    limits: null,
    authenticated_at: null,
    closed_until: null,
    ...{ closed_reason: null, reopens_at: null, held_by: null, changed_by: null, changed_at: null },
    shared: true,
    used: { attempts_24h: 3 },
    created_at: AT,
  },
}
