// The write side of the session ledger, as the API asks for it.
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import type { SessionTimes } from '#domain/session/next-steps.ts'
import { receivedOf } from '#domain/session/received.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { chunkAppend } from './chunk-append.ts'
import { pinnedConfig } from './pinned-config.ts'
import { sessionCommand } from './session-command.ts'
import { type LoadedSessionRow, sessionLoad } from './session-load.ts'
import { sessionOwner } from './session-owner.ts'
import { RECEIVED_JSON } from './session-row.ts'
import { sessionStart } from './session-start.ts'
import { sessionUploads } from './session-uploads.ts'

export type SessionWriter = Pick<
  SessionLedger,
  | 'configInForce'
  | 'start'
  | 'ownerOf'
  | 'load'
  | 'command'
  | 'append'
  | 'startUpload'
  | 'upload'
  | 'endUpload'
  | 'received'
>

export function sessionWriter(sql: Sql, { hint, times }: { hint: Hint; times: SessionTimes }): SessionWriter {
  const append = chunkAppend(sql)
  return {
    configInForce: (tenantId, skeletonId) => pinnedConfig(sql, tenantId, skeletonId),
    async start(input, ask) {
      const started = await sessionStart(sql, input, ask, times)
      if (started === 'key_taken') return started
      hint(
        started.steps.map(step => ({ ...step, tenantId: input.tenantId })),
        [{ subject: input.id, cancelled: false }],
      )
      return started.view
    },
    ownerOf: sessionOwner(sql),
    load: id => sessionLoad(sql, id),
    async command(loaded, command, ask, asset) {
      // What `load` of this ledger gave out carries its row.
      const written = await sessionCommand(sql, loaded as LoadedSessionRow, command, ask, { times, asset })
      if (typeof written === 'string') return written
      const { id, tenantId } = loaded.session
      hint(
        written.steps.map(step => ({ ...step, tenantId })),
        [{ subject: id, cancelled: false }],
      )
      return written.view
    },
    async append(chunk, trace) {
      const { answer, steps } = await append({ chunk, trace })
      if (steps.length > 0) {
        hint(
          steps.map(step => ({ ...step, group: chunk.sessionId })),
          [{ subject: chunk.sessionId, cancelled: false }],
        )
      }
      return answer
    },
    ...sessionUploads(sql),
    async received(sessionId) {
      const query = sql.unsafe<{ received: [number, number][] }[]>(RECEIVED, [sessionId], { prepare: true })
      const [row] = await deadline(query, 6000, 'looking at what was received')
      return receivedOf(row?.received ?? [])
    },
  }
}

const RECEIVED = `SELECT ${RECEIVED_JSON} AS received FROM sessions s WHERE s.id = $1::uuid`
