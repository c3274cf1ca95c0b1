// Reads and changes a tenant's business state; a tenant never seen before begins with the seeded one.
import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from '../kernel/in-transaction.ts'
import { BusinessState, SEEDED_STATE, type StateChange } from './business-state.ts'

export interface TenantState {
  state: BusinessState
  version: number
  /** Whether the tenant has set policies of its own; until then a governance hash is carried, not enforced. */
  registered: boolean
}

export interface TenantStates {
  get(tenantId: string): TenantState
  change(tenantId: string, change: StateChange, now: Date): TenantState
}

export function createTenantStates(db: DatabaseSync): TenantStates {
  const select = db.prepare('SELECT state, version, registered FROM tenants WHERE tenant_id = ?')
  const upsert = db.prepare(
    `INSERT INTO tenants (tenant_id, state, registered, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant_id) DO UPDATE SET state = excluded.state, version = version + 1,
       registered = max(registered, excluded.registered), updated_at = excluded.updated_at`,
  )
  const get = (tenantId: string): TenantState => {
    const row = select.get(tenantId)
    if (row === undefined) return { state: SEEDED_STATE, version: 0, registered: false }
    return {
      state: BusinessState.parse(JSON.parse(String(row.state))),
      version: Number(row.version),
      registered: row.registered === 1,
    }
  }
  return {
    get,
    change(tenantId, change, now) {
      return inTransaction(db, () => {
        const state = { ...get(tenantId).state, ...change }
        upsert.run(tenantId, JSON.stringify(state), change.policies === undefined ? 0 : 1, now.toISOString())
        return get(tenantId)
      })
    },
  }
}
