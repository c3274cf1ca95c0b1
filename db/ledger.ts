// Everything that an API process asks of Postgres: writes under one role, a tenant's reads under another, ops' under a third.
import type { ActionLedger } from '#domain/ports/action-ledger.ts'
import type { AuditKeys } from '#domain/ports/audit-keys.ts'
import type { AuditReader } from '#domain/ports/audit-reader.ts'
import type { CampaignLedger } from '#domain/ports/campaign-ledger.ts'
import type { IdempotencyStore } from '#domain/ports/idempotency-store.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import type { AccountLedger, KillSwitchLedger, PolicyLedger } from '#domain/ports/settings-ledger.ts'
import type { SetupLedger } from '#domain/ports/setup-ledger.ts'
import type { AccountSettings } from './account/account-ensure.ts'
import { accountLedger } from './account/account-ledger.ts'
import { actionWriter } from './action/action-ledger.ts'
import { auditKeyList } from './audit/key/audit-key-list.ts'
import { auditVerify } from './audit/verify/audit-verify.ts'
import { campaignWriter, type Hint } from './campaign/campaign-ledger.ts'
import { deadline } from './connection/deadline.ts'
import { openPool, type Role } from './connection/open-pool.ts'
import { withReader } from './connection/with-reader.ts'
import { answerFind } from './idempotency/answer-find.ts'
import { answerKeep } from './idempotency/answer-keep.ts'
import { ledgerReader } from './ledger-reader.ts'
import { migrationsApplied } from './migrations-applied.ts'
import { sessionWriter } from './session/session-ledger.ts'
import { killSwitchLedger } from './setting/kill-switch-ledger.ts'
import { policyLedger } from './setting/policy-ledger.ts'
import { setupLedger } from './setup/setup-ledger.ts'

export interface LedgerOptions {
  databaseUrl: string
  accounts: AccountSettings
  hint: Hint
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
  audit: Omit<AuditReader, 'verify'>
  /** Verification needs the bucket with object lock, too. */
  verifyAgainst(store: ObjectStore): AuditReader['verify']
  auditKeys: AuditKeys
  idempotency: IdempotencyStore
  /** Rejects when Postgres does not answer. */
  ping(): Promise<void>
  /** Rejects when the schema is older than this code. */
  migrated(): Promise<void>
  close(): Promise<void>
}

/** Nothing connects before the first question. */
export function openLedger({ databaseUrl, accounts, hint, max = 4 }: LedgerOptions): Ledger {
  const pool = (role: Role) => openPool({ url: databaseUrl, role, max, applicationName: 'mandate-api' })
  const writer = pool('mandate_api_writer')
  const api = pool('mandate_api')
  const ops = pool('mandate_ops')
  const reader = ledgerReader({ api, ops })
  return {
    campaigns: { ...reader.campaigns, ...campaignWriter(writer, { accounts, hint }) },
    actions: { ...reader.actions, ...actionWriter(writer, { accounts, hint }) },
    killSwitches: killSwitchLedger(writer, withReader({ api, ops })),
    policies: policyLedger(writer),
    sessions: { ...reader.sessions, ...sessionWriter(writer, { hint }) },
    accounts: accountLedger(writer, { hint }),
    setup: setupLedger(writer, withReader({ api, ops }), { hint }),
    audit: reader.audit,
    verifyAgainst: store => auditVerify(withReader({ api, ops }), store),
    auditKeys: { jwks: async () => ({ keys: await auditKeyList(ops) }) },
    idempotency: { find: answerFind(writer), keep: answerKeep(writer) },
    async ping() {
      await deadline(writer`SELECT 1`, 2000, 'asking Postgres')
    },
    migrated: migrationsApplied(writer),
    async close() {
      await Promise.all([writer, api, ops].map(sql => sql.end({ timeout: 2 })))
    },
  }
}
