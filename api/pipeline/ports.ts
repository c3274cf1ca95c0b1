// All that the API asks of the rest of the system.
import type { ErrorCode } from '#domain/errors.ts'
import type { ActionLedger } from '#domain/ports/action-ledger.ts'
import type { AuditKeys } from '#domain/ports/audit-keys.ts'
import type { AuditReader } from '#domain/ports/audit-reader.ts'
import type { CampaignLedger } from '#domain/ports/campaign-ledger.ts'
import type { IdempotencyStore } from '#domain/ports/idempotency-store.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import type { AccountLedger, KillSwitchLedger, PolicyLedger } from '#domain/ports/settings-ledger.ts'
import type { SetupLedger } from '#domain/ports/setup-ledger.ts'
import type { WebhookLedger } from '#domain/ports/webhook-ledger.ts'
import type { UploadKind } from '#domain/session/upload.ts'
import type { Seal } from '#queues/seal.ts'
import type { LiveSessions } from '#queues/session/live-session.ts'
import type { ReceiverRules } from '#queues/webhook/receiver-address.ts'
import type { CommandChecks } from '../actuator/create-command-checks.ts'
import type { Authenticate } from '../auth/create-authenticator.ts'
import type { HealthChecks } from '../health/health-report.ts'
import type { SpendRate } from '../limits/create-rate-limiter.ts'
import type { DrainNotice } from '../session/create-drain-notice.ts'
import type { Waiting } from '../waiting/create-waiting.ts'

export interface Ports {
  campaigns: CampaignLedger
  actions: ActionLedger
  killSwitches: KillSwitchLedger
  policies: PolicyLedger
  sessions: SessionLedger
  /** What is known of sessions without asking the ledger. */
  live: LiveSessions
  /** What whoever records is told while this process is going down. */
  drainNotice: Pick<DrainNotice, 'onAppend'>
  /** The tenant's newer model, where one was announced. */
  newModelOf(tenantId: string): Promise<string | undefined>
  accounts: AccountLedger
  setup: SetupLedger
  webhooks: WebhookLedger
  /** Of their secrets; undefined: no key is set. */
  webhookSeal: Seal | undefined
  /** Where audio and what else is uploaded lies. */
  store: Omit<ObjectStore, 'close'>
  /** Where sealed documents are handed out from. */
  custody: Pick<ObjectStore, 'presignGet'>
  commands: CommandChecks
  audit: AuditReader
  auditKeys: AuditKeys
  idempotency: IdempotencyStore
  authenticate: Authenticate
  spendRate: SpendRate
  waiting: Waiting
  health: HealthChecks
  /** What is known about an error that is not ours, such as a lost connection. */
  classifyError: (error: unknown, keyed: boolean) => ErrorCode | undefined
}

export interface ApiSettings {
  jsonLimitBytes: number
  batchLimitBytes: number
  /** Of a picture in one request. */
  assetLimitBytes: number
  /** Of what goes straight to the object store, in which bucket, in parts of which size, and how long it may take. */
  uploads: { bucket: string; limitBytes: Record<UploadKind, number>; partBytes: number; ttlS: number }
  maxRetries: number
  /** Of sessions whose tenant has no newer one. */
  modelVersion: string
  /** For campaigns that name no channels, when their tenant has set none either; may be empty. */
  defaultChannels: { platform: string; account: string }[]
  corsOrigins: string[]
  /** Origins that media may come from although their address is an inner one: the object store's. */
  mediaOrigins: string[]
  /** Where webhooks may lead. */
  webhookRules: ReceiverRules
  version: string
}
