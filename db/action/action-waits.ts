// What an action waits for: its open steps, and its account when the platform has closed it.
import type { ActionWaits } from '#domain/ports/action-view.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { type StepWait, stepWaitsJson, toStepWaits } from '../step/step-waits.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'
import { ACTION_OBSTACLES, type ActionObstacles, toObstacles } from './action-obstacles.ts'

export function actionWaits(read: Read) {
  return async (reader: Reader, id: string): Promise<ActionWaits | undefined> => {
    const [row] = await read<WaitsRow>(reader, WAITS, [id])
    if (row === undefined) return undefined
    return {
      view: actionView(row),
      steps: toStepWaits(row.steps),
      ...toObstacles(row),
    }
  }
}

type WaitsRow = ActionFullRow & ActionObstacles & { steps: StepWait[] | null }

const WAITS = `
SELECT ${ACTION_FULL_COLUMNS},
  (SELECT ${stepWaitsJson('s')} FROM steps s WHERE s.subject_id = a.id) AS steps,
  ${ACTION_OBSTACLES}
FROM governance.actions_ledger a
WHERE a.id = $1::uuid`
