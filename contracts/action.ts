// An action: what is proposed, approved by digest, executed at most once.
import { z } from 'zod'
import { ACTION_STATUSES, ATTEMPT_OUTCOMES, EXECUTION_MODES } from '../domain/action/action-status.ts'
import { PRINCIPALS } from '../domain/actor.ts'
import { AccountName, Currency, Platform, Sha256, Timestamp, TimeZone, text, Uuid } from './primitives.ts'

/** Decimal money as in the seed: at most two places. */
const BudgetBid = z
  .number()
  .positive()
  .max(10_000_000)
  .refine(value => Math.round(value * 100) / 100 === value, 'must have at most 2 decimal places')

const MediaUrl = z.url({ protocol: /^https?$/ }).max(2000)

export const MockBehaviour = z.strictObject({
  latency_ms: z.int().min(0).max(60_000).optional(),
  outcome: z.enum(['ok', 'reject', 'rate_limit', 'drop']).optional(),
})

export const ActionPayload = z.strictObject({
  content_text: text(65_000),
  media_urls: z.array(MediaUrl).max(20).default([]),
  alt_texts: z.array(text(1000, 0)).max(20).optional(),
  target_audience: z
    .strictObject({
      age_range: z
        .tuple([z.int().min(13).max(120), z.int().min(13).max(120)])
        .refine(([from, to]) => from <= to, 'must run from low to high'),
      interests: z.array(text(200)).max(100),
    })
    .optional(),
  budget_bid: BudgetBid.optional(),
  currency: Currency.optional(),
  schedule_time: Timestamp.optional(),
  /** IANA name: how people see the time; the instant is schedule_time's. */
  schedule_zone: TimeZone.optional(),
  kind: z.enum(['post', 'instagram', 'ad']).optional(),
  reply_to: text(200).optional(),
  allow_duplicate: z.boolean().optional(),
  mock: MockBehaviour.optional(),
})
export type ActionPayload = z.input<typeof ActionPayload>

export const LatePolicy = z.strictObject({ max_late_seconds: z.int().min(0).max(31_536_000) })

/** `POST /actions` */
export const ActionProposal = z.strictObject({
  action_id: Uuid.optional(),
  tenant_id: Uuid.optional(),
  platform: Platform,
  account: AccountName,
  payload: ActionPayload,
  governance_hash: text(200),
  campaign_id: Uuid.optional(),
  execution: z.enum(EXECUTION_MODES).default('on_command'),
  expires_at: Timestamp.optional(),
  late_policy: LatePolicy.optional(),
})
export type ActionProposal = z.infer<typeof ActionProposal>

/** `PATCH /actions/{id}`: what is given replaces what was there, `payload` as a whole. */
export const ActionChanges = z
  .strictObject({
    tenant_id: Uuid.optional(),
    payload: ActionPayload.optional(),
    account: AccountName.optional(),
    expires_at: Timestamp.optional(),
    late_policy: LatePolicy.optional(),
  })
  .refine(
    ({ payload, account, expires_at, late_policy }) =>
      [payload, account, expires_at, late_policy].some(value => value !== undefined),
    'must name something to change',
  )
export type ActionChanges = z.infer<typeof ActionChanges>

/** `POST /actions/{id}/approve` */
export const ApproveRequest = z.strictObject({ digest: Sha256, comment: text(2000).optional() })
/** `POST /actions/{id}/reject`, `/cancel` */
export const ReasonRequest = z.strictObject({ reason: text(2000) })

/** `POST /actions/{id}/resolve` */
export const ResolveRequest = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('published'), platform_ref_id: text(200), comment: text(2000) }),
  z.strictObject({ outcome: z.literal('not_published'), retry: z.boolean(), comment: text(2000) }),
])
export type ResolveRequest = z.infer<typeof ResolveRequest>

export const PreflightFinding = z.object({
  rule: z.string(),
  severity: z.enum(['WARNING', 'ERROR']),
  pointer: z.string(),
  message: z.string(),
})
export type PreflightFinding = z.infer<typeof PreflightFinding>

const ActionErrorShape = z.object({
  code: z.string(),
  message: z.string(),
  platform_code: z.string().optional(),
  retryable: z.boolean(),
})

export const ActorShape = z.object({ sub: z.string(), principal: z.enum(PRINCIPALS) })

/** What the platform was asked with an attempt and what it said; only where one action is asked for. */
const AttemptExchange = z
  .object({
    asked: z.object({
      /** Method and path; a name in braces stands for the account's own id. */
      request: z.string(),
      account: z.string(),
      digest: Sha256.optional(),
      /** Absent with `media`: an edit replaced this content before former ones were kept. */
      text: z.string().optional(),
      media: z.array(z.object({ url: z.string(), sha256: Sha256.optional() })).optional(),
      /** Ids of what was made on the platform before: uploads, containers, paused parts of an ad. */
      handles: z.record(z.string(), z.string()),
      amount_minor: z.int().optional(),
    }),
    /** Null: no answer came, `error` says why. Absent while it is under way. */
    answered: z
      .object({
        http_status: z.int(),
        platform_code: z.string().optional(),
        message: z.string().optional(),
        platform_ref_id: z.string().optional(),
        /** An id that the answer named without saying that it is ours. */
        named_id: z.string().optional(),
      })
      .nullable(),
    /** What was looked for when the outcome was not known, newest first, the last 20. */
    probes: z.array(
      z.object({
        at: Timestamp,
        found: z.enum(['found', 'not_found', 'indeterminate']),
        detail: z.string().optional(),
        platform_ref_id: z.string().optional(),
      }),
    ),
  })
  .partial()

/** The resource, and the execution report. */
export const ActionResource = z.object({
  action_id: Uuid,
  tenant_id: Uuid,
  campaign_id: Uuid.optional(),
  platform: Platform,
  account: z.string(),
  payload: z.looseObject({ content_text: z.string() }),
  governance_hash: z.string(),
  /** Absent until the bytes behind every media address are hashed. */
  digest: Sha256.optional(),
  media_ready: z.boolean(),
  media_sha256: z.array(Sha256).optional(),
  status: z.enum(ACTION_STATUSES),
  execution: z.enum(EXECUTION_MODES),
  schedule_time: Timestamp.optional(),
  expires_at: Timestamp,
  late_policy: LatePolicy,
  proposed_by: ActorShape,
  approvals: z.array(ActorShape.extend({ digest: Sha256, comment: z.string().optional(), at: Timestamp })),
  approvals_required: z.int(),
  preflight: z.array(PreflightFinding),
  needs_human: z.boolean(),
  retry_at: Timestamp.optional(),
  attempts: z.array(
    z.object({
      n: z.int(),
      started_at: Timestamp,
      ended_at: Timestamp.optional(),
      /** Absent while the attempt is under way. */
      outcome: z.enum(ATTEMPT_OUTCOMES).exclude(['INTENT']).optional(),
      http_status: z.int().optional(),
      error: ActionErrorShape.optional(),
      ...AttemptExchange.shape,
    }),
  ),
  platform_ref_id: z.string().optional(),
  permalink: z.string().optional(),
  error: ActionErrorShape.optional(),
  created_at: Timestamp,
  updated_at: Timestamp,
  version: z.int(),
  /** What the caller may ask of it now; only where one action is asked for, and in the inbox. */
  allowed: z.array(z.string()).optional(),
})
export type ActionResource = z.infer<typeof ActionResource>
