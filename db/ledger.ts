// Everything that an API process asks of Postgres: writes under one role, a tenant's reads under another, ops' under a third.
import type { ActionLedger } from '#domain/ports/action-ledger.ts'
import type { AuditReader } from '#domain/ports/audit-reader.ts'
import type { CampaignLedger } from '#domain/ports/campaign-ledger.ts'
import type { IdempotencyStore } from '#domain/ports/idempotency-store.ts'
import type { AccountSettings } from './account/account-ensure.ts'
import { actionWriter } from './action/action-ledger.ts'
import { campaignWriter, type Hint } from './campaign/campaign-ledger.ts'
import { deadline } from './connection/deadline.ts'
import { openPool, type Role } from './connection/open-pool.ts'
import { answerFind } from './idempotency/answer-find.ts'
import { answerKeep } from './idempotency/answer-keep.ts'
import { ledgerReader } from './ledger-reader.ts'
import { migrationsApplied } from './migrations-applied.ts'

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
  /** `verify` needs the object store too and is put to it where both are at hand. */
  audit: Omit<AuditReader, 'verify'>
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
    audit: reader.audit,
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
