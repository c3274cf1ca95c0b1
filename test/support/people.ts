// The people who decide on proposed actions, as a script: patient with a ledger that is away.
import type postgres from 'postgres'
import { isConnectionLost } from '#db/connection/connection-lost.ts'
import type { Ledger } from '#db/ledger.ts'
import { MandateError } from '#domain/errors.ts'
import type { ActionView } from '#domain/ports/action-view.ts'

export interface People {
  /** Errors that are no outage: none are expected. */
  errors: unknown[]
  stop(): Promise<void>
}

export type Decision = 'approve' | 'reject' | 'leave'

export interface PeopleOptions {
  owner: postgres.Sql
  ledger: Ledger
  tenantId: string
  /** What they make of an action; default: approve. */
  decide?: ((action: ActionView) => Decision) | undefined
  intervalMs?: number
}

export function startPeople(options: PeopleOptions): People {
  const { owner, ledger, tenantId, decide = () => 'approve', intervalMs = 50 } = options
  const errors: unknown[] = []
  let stopped = false

  const decideOn = async (id: string) => {
    const loaded = await ledger.actions.load(tenantId, id)
    if (loaded === undefined || loaded.action.digest === undefined) return
    const by = { sub: 'bob', principal: 'human' as const }
    const decision = decide(loaded.view)
    if (decision === 'leave') return
    const command =
      decision === 'approve'
        ? ({ type: 'approve', by, digest: loaded.action.digest } as const)
        : ({ type: 'reject', by, reason: 'not like this' } as const)
    await ledger.actions.command(loaded, command, { actor: by }) // a conflict is looked at again in the next round
  }

  const round = async () => {
    const rows = await owner<{ id: string }[]>`
      SELECT id FROM governance.actions_ledger
      WHERE tenant_id = ${tenantId} AND status = 'PENDING_APPROVAL' AND digest IS NOT NULL
      LIMIT 50`
    const results = await Promise.allSettled(rows.map(row => decideOn(row.id)))
    for (const result of results) if (result.status === 'rejected') note(result.reason)
  }

  const note = (error: unknown) => {
    const movedOn = error instanceof MandateError && error.code === 'INVALID_STATE'
    if (!movedOn && !isConnectionLost(error)) errors.push(error)
  }

  const loop = (async () => {
    while (!stopped) {
      await round().catch(note)
      await new Promise(resolve => setTimeout(resolve, intervalMs))
    }
  })()

  return {
    errors,
    async stop() {
      stopped = true
      await loop
    },
  }
}
