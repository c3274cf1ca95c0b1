// Claims as a worker makes them, on a database of their own and with no worker about: who may go is the test's to say.
import { v7 as uuid } from 'uuid'
import { actionLoadSteps } from '#db/action/action-load.ts'
import { actionClaim, type Claim, type ClaimOptions, newClaimIds } from '#db/attempt/action-claim.ts'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { type CommandSigner, createCommandSigner } from './command-signer.ts'
import { type PlantOptions, plantQueued } from './plant-queued.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

export interface ClaimRig {
  database: TestDatabase
  /** As a worker. */
  sql: Sql
  /** Queued actions of one account each, unless told otherwise. @returns their ids */
  plant(options: Partial<PlantOptions> & { count: number }): Promise<string[]>
  claim(actionId: string, more?: Partial<ClaimOptions>): Promise<Claim>
  /** Records how the attempt of a claim ended, `agoMs` ago. */
  end(claim: Claim, outcome: string, options?: { agoMs?: number; httpStatus?: number | null }): Promise<void>
  close(): Promise<void>
}

export async function openClaimRig(): Promise<ClaimRig> {
  const database = await openTestDatabase()
  const signer: CommandSigner = await createCommandSigner()
  const sql = openPool({ url: database.url, role: 'mandate_worker', max: 16, applicationName: 'claims' })
  const load = actionLoadSteps(sql)
  return {
    database,
    sql,
    plant: options => plantQueued(database.owner, signer, { accounts: [`account-${uuid()}`], ...options }),
    async claim(actionId, more = {}) {
      const [row] = await database.owner<{ id: string }[]>`
        SELECT id FROM steps WHERE subject_id = ${actionId} AND lane IS NOT NULL`
      const loaded = await load(row?.id ?? uuid())
      if (loaded === undefined) throw new Error(`${actionId} has no step that sends it`)
      return actionClaim(sql, loaded, {
        ...{ ids: newClaimIds(), sender: 'a', deadlineMs: 15_000, phase: 'publish' },
        ...{ digest: loaded.record.action.digest ?? '', approvers: 1, policyVersion: 0 },
        ...more,
      })
    },
    async end({ attemptId }, outcome, { agoMs = 0, httpStatus = null as number | null } = {}) {
      await database.owner`
        UPDATE action_attempts SET outcome = ${outcome}, http_status = ${httpStatus},
          ended_at = clock_timestamp() - ${agoMs} * interval '1 ms'
        WHERE id = ${attemptId}`
    },
    async close() {
      await sql.end({ timeout: 1 })
      await database.drop()
    },
  }
}
