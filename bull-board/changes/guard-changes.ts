// Every change on the board passes here: refused unless it is allowed and the operator may, and in the trail before it is made.
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { BoardEnv, Operator } from '../auth/operator.ts'
import { type Change, changeOf } from './change-of.ts'
import type { Asked, ChangeRecords } from './record-changes.ts'
import { missingRight, type Rights } from './rights.ts'

export interface GuardParts {
  /** Path of Bull Board's own API, `/board/api`. */
  base: string
  rights: Rights
  readOnly: boolean
  records: ChangeRecords
  logger: Logger
}

export function guardChanges({ base, rights, readOnly, records, logger }: GuardParts): MiddlewareHandler<BoardEnv> {
  return async (c, next) => {
    if (['GET', 'HEAD'].includes(c.req.method)) return next()
    const startedAt = performance.now()
    const { operator } = c.var
    const id = randomUUID()
    const path = c.req.path.slice(base.length)
    const change = changeOf(path)
    const asked: Asked = change === undefined ? unknownChange(c.req.method, path) : { ...change, ...(await values(c)) }
    const why = refusalOf(change, operator, { rights, readOnly })
    if (why !== undefined) {
      await records.refused(operator, id, asked, { status: 403, why })
      return refusal(c, 403, why)
    }
    try {
      await records.asked(operator, id, asked)
    } catch (error) {
      const why = 'the ledger is away: a change that it cannot record is not made'
      logger.error({ event: 'board.change', ...asked, sub: operator.sub, outcome: 'refused', why, err: error })
      c.header('retry-after', '2')
      return refusal(c, 503, why)
    }
    await next()
    const durationMs = Math.round(performance.now() - startedAt)
    await records.ended(operator, id, asked, { status: c.res.status, durationMs })
    return undefined
  }
}

function refusalOf(
  change: Change | undefined,
  operator: Operator,
  { rights, readOnly }: Pick<GuardParts, 'rights' | 'readOnly'>,
): string | undefined {
  if (readOnly) return 'this board only shows: BOARD_READ_ONLY is set'
  if (change === undefined) return 'the board does not make, rewrite or obliterate jobs'
  return missingRight(rights, change.change, operator)
}

export function unknownChange(method: string, path: string): Asked {
  return { change: 'unknown', method, path: path.slice(0, 200) }
}

const Values = z.record(z.string().max(40), z.union([z.number(), z.boolean(), z.null()]))

/** What a limit is set to: the numbers of the body, which the handler reads again. */
async function values(c: Context): Promise<{ values?: z.output<typeof Values> }> {
  const read = Values.safeParse(await c.req.json().catch(() => undefined)) // most changes have no body
  return read.success && Object.keys(read.data).length > 0 ? { values: read.data } : {}
}

/** Problem details, with the members beside them that Bull Board shows as a message. */
function refusal(c: Context, status: 403 | 503, detail: string): Response {
  const title = STATUS_CODES[status] ?? 'Error'
  const body = { type: 'about:blank', title, status, detail, instance: c.req.path, error: title, message: detail }
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}
