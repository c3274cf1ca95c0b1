// What an action waits for: its open steps, and its account when the platform has closed it.
import type { ActionWaits } from '#domain/ports/action-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { STEP_WAITS_JSON, type StepWait, toStepWaits } from '../step/step-waits.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'

export function actionWaits(read: Read) {
  return async (reader: Reader, id: string): Promise<ActionWaits | undefined> => {
    const [row] = await read<ActionFullRow & { steps: StepWait[] | null; closed_until: Date | null }>(reader, WAITS, [
      id,
    ])
    if (row === undefined) return undefined
    return {
      view: actionView(row),
      steps: toStepWaits(row.steps),
      ...(row.closed_until === null ? {} : { accountClosedUntil: row.closed_until }),
    }
  }
}

const WAITS = `
SELECT ${ACTION_FULL_COLUMNS},
  (SELECT ${STEP_WAITS_JSON} FROM steps s WHERE s.subject_id = a.id) AS steps,
  (SELECT o.closed_until FROM accounts o
    WHERE o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account AND o.closed_until > clock_timestamp()
  ) AS closed_until
FROM governance.actions_ledger a
WHERE a.id = $1::uuid`
