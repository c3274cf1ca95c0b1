// One bad item must not sink a batch: tried again one by one, only the guilty one fails.
import { isConnectionLost } from './connection-lost.ts'

/**
 * @param together handles all items in one statement, all or none
 * @returns for each item its output, or the error that it fails with alone
 * @throws when the connection is lost: nothing is known of any item
 */
export async function eachAlone<I, O>(items: I[], together: (items: I[]) => Promise<O[]>): Promise<(O | Error)[]> {
  try {
    return await together(items)
  } catch (error) {
    if (isConnectionLost(error) || !(error instanceof Error)) throw error
    if (items.length === 1) return [error]
    const outputs: (O | Error)[] = []
    for (const item of items) outputs.push(...(await eachAlone([item], together)))
    return outputs
  }
}
