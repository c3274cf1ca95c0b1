// What is known of a command: whether its jti counted before, and the action that it names. Grouped.
import type { CommandFacts } from '#domain/ports/action-ledger.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from '../action/action-full-row.ts'
import { actionRecord } from '../action/action-row.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'

interface Asked {
  tenantId: string
  actionId: string
  jti: string
}

export function commandFind(sql: Sql): (asked: Asked) => Promise<CommandFacts> {
  return group({
    name: 'command-find',
    inFlight: 2,
    flush: async all => {
      const parameters = [all.map(one => one.jti), all.map(one => one.actionId), all.map(one => one.tenantId)]
      const query = sql.unsafe<Row[]>(FIND, parameters, { prepare: true })
      const rows = await deadline(query, 6000, 'looking for commands')
      const byPlace = new Map(rows.map(row => [row.place, row]))
      return all.map((_, index) => factsOf(byPlace.get(index + 1)))
    },
  })
}

type Row = { place: number; accepted_body: string | null; accepted_action: string | null } & (
  | ActionFullRow
  | { id: null }
)

function factsOf(row: Row | undefined): CommandFacts {
  if (row === undefined) return {}
  const { accepted_body: bodySha256, accepted_action: actionId } = row
  const accepted = bodySha256 === null || actionId === null ? {} : { accepted: { bodySha256, actionId } }
  if (row.id === null) return accepted
  const record = actionRecord(row)
  const loaded = { action: record.action, version: record.version, view: actionView(row), record }
  return { ...accepted, loaded }
}

const FIND = `
SELECT q.place::int AS place, r.body_sha256 AS accepted_body, r.action_id AS accepted_action, ${ACTION_FULL_COLUMNS}
FROM unnest($1::text[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS q(jti, action, tenant, place)
LEFT JOIN command_receipts r ON r.jti = q.jti
LEFT JOIN governance.actions_ledger a ON a.id = q.action AND a.tenant_id = q.tenant`
