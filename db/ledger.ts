// Everything that an API process asks of Postgres: writes under one role, a tenant's reads under another, ops' under a third.
import type { ActionLedger } from '#domain/ports/action-ledger.ts'
import type { AuditKeys } from '#domain/ports/audit-keys.ts'
import type { AuditReader } from '#domain/ports/audit-reader.ts'
import type { CampaignLedger } from '#domain/ports/campaign-ledger.ts'
import type { ConsoleSessions } from '#domain/ports/console-sessions.ts'
import type { IdempotencyStore } from '#domain/ports/idempotency-store.ts'
import type { LedgerStanding } from '#domain/ports/ledger-standing.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import type { AccountLedger, KillSwitchLedger, PolicyLedger } from '#domain/ports/settings-ledger.ts'
import type { SetupLedger } from '#domain/ports/setup-ledger.ts'
import type { WebhookLedger } from '#domain/ports/webhook-ledger.ts'
import { DEFAULT_SESSION_TIMES, type SessionTimes } from '#domain/session/next-steps.ts'
import { JOB_VERSIONS, type JobVersions } from '#queues/job-versions.ts'
import type { PlatformRates } from '#queues/rate-settings.ts'
import type { AccountSettings } from './account/account-ensure.ts'
import { accountLedger } from './account/account-ledger.ts'
import { actionWriter } from './action/action-ledger.ts'
import { auditKeyList } from './audit/key/audit-key-list.ts'
import { auditVerify } from './audit/verify/audit-verify.ts'
import { campaignWriter, type Hint } from './campaign/campaign-ledger.ts'
import { deadline } from './connection/deadline.ts'
import { fromReplica } from './connection/from-replica.ts'
import { openPool, type Role } from './connection/open-pool.ts'
import { postgresFaults } from './connection/postgres-faults.ts'
import { primaryPosition } from './connection/primary-position.ts'
import { withReader } from './connection/with-reader.ts'
import { consoleSessions } from './console/console-sessions.ts'
import { answerFind } from './idempotency/answer-find.ts'
import { answerKeep } from './idempotency/answer-keep.ts'
import { ledgerReader } from './ledger-reader.ts'
import { migrationsApplied } from './migrations-applied.ts'
import { sessionWriter } from './session/session-ledger.ts'
import { killSwitchLedger } from './setting/kill-switch-ledger.ts'
import { policyLedger } from './setting/policy-ledger.ts'
import { setupLedger } from './setup/setup-ledger.ts'
import { ledgerStanding } from './standing/ledger-standing.ts'
import { webhookLedger } from './webhook/webhook-ledger.ts'

export interface LedgerOptions {
  databaseUrl: string
  /** A replica that takes the reads that it can. */
  readUrl?: string | undefined
  /** Told why it does not. */
  onReplica?: (why: unknown) => void
  accounts: AccountSettings
  hint: Hint
  sessionTimes?: SessionTimes
  /** What `standing` compares with. */
  rates?: PlatformRates
  /** As what its steps are written; absent: as this program understands them. */
  versions?: JobVersions
  /** Connections of each of the three pools. */
  max?: number
}

export interface Ledger {
  campaigns: CampaignLedger
  actions: ActionLedger
  killSwitches: KillSwitchLedger
  policies: PolicyLedger
  sessions: SessionLedger
  accounts: AccountLedger
  setup: SetupLedger
  webhooks: WebhookLedger
  audit: Omit<AuditReader, 'verify'>
  /** Verification needs the bucket with object lock, too. */
  verifyAgainst(store: ObjectStore): AuditReader['verify']
  auditKeys: AuditKeys
  idempotency: IdempotencyStore
  /** Who is signed in at the console. */
  consoleSessions: ConsoleSessions
  /** Of all tenants together, in numbers. */
  standing(): Promise<LedgerStanding>
  /** Rejects when Postgres does not answer. */
  ping(): Promise<void>
  /** What of Postgres, or of who we are there, must not be: a sentence each. */
  faults(): Promise<string[]>
  /** Rejects when the schema is older than this code. */
  migrated(): Promise<void>
  close(): Promise<void>
}

/** Nothing connects before the first question. */
export function openLedger(options: LedgerOptions): Ledger {
  const { databaseUrl, accounts, hint, sessionTimes: times = DEFAULT_SESSION_TIMES, max = 4 } = options
  const { versions = JOB_VERSIONS, readUrl, onReplica = () => undefined } = options
  const pool = (role: Role, url = databaseUrl) => openPool({ url, role, max, applicationName: 'mandate-api', versions })
  const writer = pool('mandate_api_writer')
  const api = pool('mandate_api')
  const ops = pool('mandate_ops')
  const primary = withReader({ api, ops })
  const replica =
    readUrl === undefined ? undefined : { api: pool('mandate_api', readUrl), ops: pool('mandate_ops', readUrl) }
  const position = primaryPosition(api)
  const read = replica === undefined ? primary : fromReplica({ primary, position, replica, onRest: onReplica })
  const reader = ledgerReader(read, ops)
  return {
    campaigns: { ...reader.campaigns, ...campaignWriter(writer, { accounts, hint }) },
    actions: { ...reader.actions, ...actionWriter(writer, { accounts, hint }) },
    killSwitches: killSwitchLedger(writer, read),
    policies: policyLedger(writer),
    sessions: { ...reader.sessions, ...sessionWriter(writer, { hint, times }) },
    accounts: accountLedger(writer, { hint }),
    setup: setupLedger(writer, read, { hint }),
    webhooks: webhookLedger(writer, read, { hint }),
    audit: reader.audit,
    verifyAgainst: store => auditVerify(read, store),
    auditKeys: { jwks: async () => ({ keys: await auditKeyList(ops) }) },
    standing: ledgerStanding(ops, options.rates ?? NO_RATES),
    idempotency: { find: answerFind(writer), keep: answerKeep(writer) },
    consoleSessions: consoleSessions(writer),
    async ping() {
      await deadline(writer`SELECT 1`, 2000, 'asking Postgres')
    },
    faults: () => postgresFaults(writer),
    migrated: migrationsApplied(writer),
    async close() {
      await Promise.all([writer, api, ops, ...Object.values(replica ?? {})].map(sql => sql.end({ timeout: 2 })))
    },
  }
}

const NO_RATES: PlatformRates = { TWITTER: {}, META: {}, LINKEDIN: {}, MOCK: {} }
