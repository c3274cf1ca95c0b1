// An action with its attempts, for a reader of the API.
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Reader } from '#domain/ports/page.ts'
import { EXCHANGES_COLUMN, type ExchangeRow, toExchange } from '../attempt/attempt-exchanges.ts'
import type { Read } from '../connection/with-reader.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView as toView } from './action-full-row.ts'

export function actionView(read: Read) {
  return async (reader: Reader, id: string): Promise<ActionView | undefined> => {
    const [row] = await read<ActionFullRow & { exchanges: ExchangeRow[] }>(reader, VIEW, [id])
    return row && withExchanges(toView(row), row.exchanges)
  }
}

function withExchanges(view: ActionView, exchanges: ExchangeRow[]): ActionView {
  const attempts = view.attempts.map((attempt, index) => {
    const exchange = exchanges[index]
    return exchange === undefined ? attempt : { ...attempt, exchange: toExchange(exchange) }
  })
  return { ...view, attempts }
}

const VIEW = `
SELECT ${ACTION_FULL_COLUMNS},
  ${EXCHANGES_COLUMN}
FROM governance.actions_ledger a
WHERE a.id = $1::uuid`
