// An action with its attempts, for a reader of the API.
import type { ActionView } from '#domain/ports/action-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView as toView } from './action-full-row.ts'

export function actionView(read: Read) {
  return async (reader: Reader, id: string): Promise<ActionView | undefined> => {
    const [row] = await read<ActionFullRow>(reader, VIEW, [id])
    return row && toView(row)
  }
}

const VIEW = `
SELECT ${ACTION_FULL_COLUMNS}
FROM governance.actions_ledger a
WHERE a.id = $1::uuid`
