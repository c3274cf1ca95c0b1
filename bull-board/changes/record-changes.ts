// Every change on the board is told twice: in the trail of operations, hash-chained, and in one log line.
import type { Logger } from 'pino'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { OperationsLedger } from '#domain/ports/operations-ledger.ts'
import type { Operator } from '../auth/operator.ts'

/** What was asked for: ids and numbers, never content. */
export type Asked = JsonObject & { change: string }

export interface ChangeRecords {
  /** Before it is carried out, so that it is told even if this process dies of it. @throws when the ledger is away */
  asked(operator: Operator, id: string, asked: Asked): Promise<void>
  /** How it ended; what was asked is in the trail already, so an outcome that can't be written is in the log alone. */
  ended(operator: Operator, id: string, asked: Asked, end: { status: number; durationMs: number }): Promise<void>
  /** Not carried out, which stays so whether the trail takes it or not. */
  refused(operator: Operator, id: string, asked: Asked, refusal: { status: number; why: string }): Promise<void>
}

export function recordChanges(note: OperationsLedger['note'], logger: Logger): ChangeRecords {
  const told = (operator: Operator, id: string, asked: Asked, more: object) =>
    logger.info({ event: 'board.change', audit: true, id, ...asked, sub: operator.sub, by: operator.by, ...more })
  const write = (operator: Operator, action: string, details: JsonObject) =>
    note({ actor: { sub: operator.sub, principal: operator.principal }, action, details })
  const tryToWrite = async (operator: Operator, action: string, details: JsonObject): Promise<boolean> => {
    try {
      await write(operator, action, details)
      return true
    } catch (error) {
      logger.error({ event: 'board.change.unrecorded', action, ...details, sub: operator.sub, err: error })
      return false // said by the caller's line, which the log keeps
    }
  }

  return {
    asked: (operator, id, asked) => write(operator, 'board.change_asked', { id, ...asked, by: operator.by }),
    async ended(operator, id, asked, { status, durationMs }) {
      const outcome = outcomeOf(status)
      const recorded = await tryToWrite(operator, `board.change_${outcome}`, { id, ...asked, status })
      told(operator, id, asked, { status, outcome, recorded, duration_ms: durationMs })
    },
    async refused(operator, id, asked, { status, why }) {
      const details = { id, ...asked, by: operator.by, status, why }
      const recorded = await tryToWrite(operator, 'board.change_refused', details)
      told(operator, id, asked, { status, why, outcome: 'refused', recorded })
    },
  }
}

/** An error in the middle says nothing of what was done before it. */
function outcomeOf(status: number): 'done' | 'refused' | 'unknown' {
  if (status < 400) return 'done'
  return status < 500 ? 'refused' : 'unknown'
}
