// Accounts, as the API sets them and has them checked.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Platform } from '#domain/action/action-status.ts'
import { MandateError } from '#domain/errors.ts'
import type { AccountChange, AccountLedger } from '#domain/ports/settings-ledger.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import { ACCOUNT_ROW, type AccountRow, toAccountView } from './account-list.ts'

export function accountLedger(sql: Sql, { hint }: { hint: Hint }): AccountLedger {
  const find = async (tenantId: string, platform: Platform, account: string) => {
    const query = sql.unsafe<AccountRow[]>(FIND, [tenantId, platform, account], { prepare: true })
    const [row] = await deadline(query, 6000, 'looking for an account')
    return row
  }
  const newCheck = (accountId: string) =>
    ({ id: uuid(), subjectId: accountId, kind: 'check-account', dueInMs: 0 }) as const

  return {
    async view(tenantId, platform, account) {
      const row = await find(tenantId, platform, account)
      return row && toAccountView(row)
    },

    async put(tenantId, change, actor, trace) {
      for (;;) {
        const before = await find(tenantId, change.platform, change.account)
        const id = before?.id ?? uuid()
        const check = newCheck(id)
        const steps = [stepRow(id, check, { tenant: tenantId, execution: id, trace })]
        const action = before === undefined ? 'account.created' : 'account.changed'
        const details = JSON.parse(JSON.stringify({ ...change, tenant_id: tenantId }))
        const draft = { id, tenantId, kind: 'account' as const, actor, action, details }
        const written = await withTrailEntry<'written' | 'taken' | 'moved'>(sql, draft, trail =>
          set(sql, { id, tenantId, change, steps, trail }),
        )
        if (written === 'moved') continue // named first by a proposal, a moment ago
        if (written === 'taken')
          throw new MandateError('ALREADY_EXISTS', `${change.platform}:${change.account} is held by another tenant`)
        hint([{ ...check, tenantId }], [])
        return { id, created: before === undefined }
      }
    },

    async check(tenantId, platform, account, trace) {
      const found = await find(tenantId, platform, account)
      if (found === undefined) return undefined
      const check = newCheck(found.id)
      const steps = JSON.stringify([stepRow(found.id, check, { tenant: tenantId, execution: found.id, trace })])
      await deadline(sql.unsafe(ADD, [steps], { prepare: true }), 6000, 'asking for a check')
      hint([{ ...check, tenantId }], [])
      return found.id
    },

    async isChecking(accountId) {
      const query = sql.unsafe('SELECT 1 FROM steps WHERE subject_id = $1::uuid', [accountId], { prepare: true })
      return (await deadline(query, 6000, 'looking for a check')).length > 0
    },
  }
}

interface Setting {
  id: string
  tenantId: string
  change: AccountChange
  steps: unknown[]
  trail: Record<string, unknown>
}

async function set(sql: Sql, { id, tenantId, change, steps, trail }: Setting) {
  const { platform, account, kind, credentialsRef, currency, limits } = change
  const parameters = JSON.stringify({
    ...{ id, tenant: tenantId, platform, account, kind, credentials_ref: credentialsRef },
    ...{ currency: currency ?? null, limits: limits ?? null, steps, trail },
  })
  const query = sql.unsafe<{ written: 'written' | 'taken' | 'moved' | 'conflict' }[]>(SET, [parameters], {
    prepare: true,
  })
  const [row] = await deadline(query, 6000, 'setting an account')
  return row?.written ?? 'conflict'
}

const FIND = `
SELECT ${ACCOUNT_ROW}
FROM accounts o
WHERE o.tenant_id = $1::uuid AND o.platform = $2 AND o.account = $3`

const SET = 'SELECT governance.set_account($1::text::jsonb) AS written'
const ADD = 'SELECT governance.add_steps($1::text::jsonb)'
