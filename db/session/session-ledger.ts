// The write side of the session ledger, as the API asks for it.
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import { receivedOf } from '#domain/session/received.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { chunkAppend } from './chunk-append.ts'
import { pinnedConfig } from './pinned-config.ts'
import { sessionFind } from './session-find.ts'
import { type LoadedSessionRow, sessionLoad } from './session-load.ts'
import { RECEIVED_JSON } from './session-row.ts'
import { sessionCommand, sessionStart } from './session-write.ts'

export type SessionWriter = Pick<
  SessionLedger,
  'configInForce' | 'start' | 'find' | 'load' | 'command' | 'append' | 'received'
>

export function sessionWriter(sql: Sql, { hint }: { hint: Hint }): SessionWriter {
  const append = chunkAppend(sql)
  return {
    configInForce: (tenantId, skeletonId) => pinnedConfig(sql, tenantId, skeletonId),
    start: (input, ask) => sessionStart(sql, input, ask),
    find: sessionFind(sql),
    load: id => sessionLoad(sql, id),
    async command(loaded, command, ask) {
      // What `load` of this ledger gave out carries its row.
      const written = await sessionCommand(sql, loaded as LoadedSessionRow, command, ask)
      if (typeof written !== 'string') hint([], [{ subject: loaded.session.id, cancelled: false }])
      return written
    },
    async append(chunk, trace) {
      const { answer, steps } = await append({ chunk, trace })
      if (steps.length > 0) hint(steps, [{ subject: chunk.sessionId, cancelled: false }])
      return answer
    },
    async received(sessionId) {
      const query = sql.unsafe<{ received: [number, number][] }[]>(RECEIVED, [sessionId], { prepare: true })
      const [row] = await deadline(query, 6000, 'looking at what was received')
      return receivedOf(row?.received ?? [])
    },
  }
}

const RECEIVED = `SELECT ${RECEIVED_JSON} AS received FROM sessions s WHERE s.id = $1::uuid`
