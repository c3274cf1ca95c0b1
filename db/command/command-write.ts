// Records commands that came from outside, accepted or refused. Grouped: each is all or nothing, whatever becomes of the others.
import { type ActionWrite, type ActionWritten, type Written, writtenAs } from '../action/action-write.ts'
import { planWrite } from '../action/plan-write.ts'
import { deadline } from '../connection/deadline.ts'
import { eachAlone } from '../connection/each-alone.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'

/** Its events are those of a command; of the action itself they change its status at most. */
export type CommandWrite = Pick<ActionWrite, 'record' | 'events' | 'actor' | 'receipt' | 'trace'>

/** @throws what Postgres says; the outcome of a lost connection is not known, and trying again is safe */
export function commandWrite(sql: Sql): (write: CommandWrite) => Promise<ActionWritten> {
  return group({
    name: 'command-write',
    // One executes while the other waits for the disk; rows are locked in one order, so they can't wait for each other.
    inFlight: 2,
    keyOf: write => write.record.action.id,
    flush: writes =>
      eachAlone(writes, async batch => {
        const plans = batch.map(planWrite)
        const parameters = JSON.stringify(plans.map(plan => plan.parameters))
        const query = sql.unsafe<{ id: string; written: Written }[]>(WRITE, [parameters], { prepare: true })
        const rows = await deadline(query, 6000, 'writing commands')
        const byId = new Map(rows.map(row => [row.id, row.written]))
        return plans.map(plan => writtenAs(plan, byId.get(plan.action.id)))
      }),
  })
}

const WRITE = 'SELECT id, written FROM governance.write_commands($1::text::jsonb)'
