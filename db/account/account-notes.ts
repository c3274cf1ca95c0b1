// What a worker learns of an account while it uses it.
import type { Allowance } from '#domain/ports/platform.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export function accountNotes(sql: Sql) {
  return {
    async noteAuthentication(accountId: string, ok: boolean, reason: string) {
      const query = sql.unsafe(NOTE_AUTHENTICATION, [accountId, ok, reason] as never[], { prepare: true })
      await deadline(query, 6000, 'noting an authentication')
    },

    async noteAllowance(accountId: string, allowance: Allowance) {
      const query = sql.unsafe(NOTE_ALLOWANCE, [accountId, JSON.stringify(allowance)], { prepare: true })
      await deadline(query, 6000, 'noting an allowance')
    },

    async closeAccount(tenantId: string, platform: string, account: string, untilMs: number, reason: string) {
      const parameters = [tenantId, platform, account, new Date(untilMs).toISOString(), reason]
      const query = sql.unsafe(CLOSE_ACCOUNT, parameters, { prepare: true })
      await deadline(query, 6000, 'closing an account')
    },
  }
}

const CLOSE_ACCOUNT = 'SELECT governance.close_account($1::uuid, $2, $3, $4::text::timestamptz, $5)'
const NOTE_AUTHENTICATION = 'SELECT governance.note_authentication($1::uuid, $2::boolean, $3)'
const NOTE_ALLOWANCE = 'UPDATE accounts SET allowance = $2::text::jsonb WHERE id = $1::uuid'
