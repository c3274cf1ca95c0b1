// What an action waits for: its open steps, and its account when the platform has closed it.
import type { ActionWaits } from '#domain/ports/action-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { type StepWait, stepWaitsJson, toStepWaits } from '../step/step-waits.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'

export function actionWaits(read: Read) {
  return async (reader: Reader, id: string): Promise<ActionWaits | undefined> => {
    const [row] = await read<WaitsRow>(reader, WAITS, [id])
    if (row === undefined) return undefined
    const { closed, full, held } = row
    return {
      view: actionView(row),
      steps: toStepWaits(row.steps),
      ...(closed === null
        ? {}
        : { accountClosed: { until: new Date(closed.until), reason: closed.reason ?? 'closed' } }),
      ...(full === null ? {} : { platformFullUntil: full }),
      ...(held === null ? {} : { heldBy: { scope: held.scope, reason: held.reason, since: new Date(held.since) } }),
    }
  }
}

type WaitsRow = ActionFullRow & {
  steps: StepWait[] | null
  closed: { until: string; reason: string | null } | null
  full: Date | null
  held: { scope: string; reason: string; since: string } | null
}

const WAITS = `
SELECT ${ACTION_FULL_COLUMNS},
  (SELECT ${stepWaitsJson('s')} FROM steps s WHERE s.subject_id = a.id) AS steps,
  (SELECT json_build_object('until', o.closed_until, 'reason', o.closed_reason) FROM accounts o
    WHERE o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account AND o.closed_until > clock_timestamp()
  ) AS closed,
  (SELECT w.closed_until FROM platform_windows w WHERE w.platform = a.platform AND w.closed_until > clock_timestamp()) AS full,
  (SELECT json_build_object('scope', k.scope, 'reason', k.reason, 'since', k.changed_at) FROM kill_switches k
    WHERE k.engaged AND (k.tenant_id IS NULL OR k.tenant_id = a.tenant_id) AND (k.platform IS NULL OR k.platform = a.platform)
      AND (k.account IS NULL OR k.account = a.account)
    ORDER BY k.changed_at LIMIT 1) AS held
FROM governance.actions_ledger a
WHERE a.id = $1::uuid`
