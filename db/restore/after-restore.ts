// What must happen to a restored ledger before anything may be sent from it: it has forgotten what was sent since its dump.

import { BEFORE_THE_CLAIM } from '#domain/action/allowed-commands.ts'
import type { Actor } from '#domain/actor.ts'
import { actionLoad } from '../action/action-load.ts'
import { deadline } from '../connection/deadline.ts'
import { openPool, type Sql } from '../connection/open-pool.ts'
import { killSwitchLedger } from '../setting/kill-switch-ledger.ts'
import { ALL_TENANTS, trailAppend, trailId } from '../trail/trail-entry.ts'
import { actionDoubt } from './action-doubt.ts'

export interface AfterRestoreOptions {
  /** As the application logs in. */
  url: string
  dumpedAt: Date
  /** Who restores. */
  by: string
  /** What signed checkpoints know of that the restored ledger does not have; absent: nobody looked. */
  lost?: readonly { subject: string; from: number; to: number }[]
}

export interface RestoreReport {
  /** Actions whose platform is asked now, by the status in which they stood. */
  doubted: Record<string, number>
  /** Attempts that were open in the dump: asked about from now on, their senders being gone. */
  open: number
  /** Campaigns that were at work before PUBLISH: what they have published since is in no row, and they will propose it again. */
  campaigns: string[]
  /** Sessions that took chunks: what came since is in no row. */
  sessions: string[]
}

/** Processes that send are still connected. */
export class StillSending extends Error {}

/**
 * Engages the global switch, and puts every action that may have been sent since in doubt. Again after it broke off: it goes on.
 * @throws StillSending
 */
export async function afterRestore({ url, dumpedAt, by, lost }: AfterRestoreOptions): Promise<RestoreReport> {
  const pool = (role: 'mandate_worker' | 'mandate_api_writer') =>
    openPool({ url, role, max: 1, applicationName: 'mandate-after-restore' })
  const [sql, writer] = [pool('mandate_worker'), pool('mandate_api_writer')]
  const actor: Actor = { sub: by, principal: 'human' }
  try {
    await demandNobodySends(sql)
    const reason = `restored from the dump of ${dumpedAt.toISOString()}: release once its report has been read`
    const nobodyReads = () => Promise.reject(new Error('nobody reads here'))
    await killSwitchLedger(writer, nobodyReads).set({ target: { scope: 'global' }, engaged: true, reason }, actor)
    const open = (await ask<{ id: string }>(sql, REOPEN)).length
    const doubted = await doubtAll(sql, { dumpedAt, actor })
    const campaigns = (await ask<{ id: string }>(sql, RUNNING)).map(({ id }) => id)
    const sessions = (await ask<{ id: string }>(sql, RECORDING)).map(({ id }) => id)
    const report = { doubted, open, campaigns, sessions }
    await trailAppend(sql, {
      ...{ id: trailId('operations', 'restore'), tenantId: ALL_TENANTS, kind: 'operations', actor },
      action: 'ledger.restored',
      details: {
        ...{ dumped_at: dumpedAt.toISOString(), doubted, open, campaigns: campaigns.length, sessions: sessions.length },
        ...(lost === undefined
          ? {}
          : { lost: lost.slice(0, MOST_NAMED).map(tail => ({ ...tail })), lost_in_all: lost.length }),
      },
    })
    return report
  } finally {
    await Promise.all([sql.end({ timeout: 2 }), writer.end({ timeout: 2 })])
  }
}

/** More of them in one entry help nobody; the command prints all. */
const MOST_NAMED = 1000

async function demandNobodySends(sql: Sql): Promise<void> {
  const senders = await ask<{ name: string }>(sql, SENDERS)
  if (senders.length === 0) return
  throw new StillSending(`stop all workers first: ${senders.length} are connected (${senders[0]?.name} …)`)
}

async function doubtAll(sql: Sql, doubt: { dumpedAt: Date; actor: Actor }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (;;) {
    const page = await ask<{ id: string; tenant: string; status: string }>(sql, DOUBTFUL, [[...BEFORE_THE_CLAIM]])
    if (page.length === 0) return counts
    for (const { id, tenant, status } of page) {
      const record = (await actionLoad(sql, tenant, id))?.record
      if (record === undefined || !(BEFORE_THE_CLAIM as readonly string[]).includes(record.action.status)) continue
      if (await actionDoubt(sql, record, doubt)) counts[status] = (counts[status] ?? 0) + 1
    }
  }
}

const ask = <Row extends object>(sql: Sql, statement: string, parameters: unknown[] = []) =>
  deadline(sql.unsafe<Row[]>(statement, parameters as never[]), 6000, 'looking through a restored ledger')

const SENDERS = `
SELECT application_name AS name FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'mandate sender %'`

const DOUBTFUL = `
SELECT id, tenant_id AS tenant, status FROM governance.actions_ledger
WHERE ended_at IS NULL AND status = ANY($1::text[])
ORDER BY id LIMIT 500`

// Nothing of the old system lives any more; what it sent last may have been sent right before its end.
const REOPEN = `
UPDATE action_attempts SET sender_done = true, probes = 0, deadline_at = greatest(deadline_at, clock_timestamp())
WHERE outcome IN ('INTENT', 'UNKNOWN') AND sender <> 'restored'
RETURNING id`

const RUNNING = `SELECT id FROM campaigns WHERE status = 'running' AND state <> 'LEARN' ORDER BY id`
const RECORDING = `SELECT id FROM sessions WHERE status IN ('RECORDING', 'DRAINING') ORDER BY id`
