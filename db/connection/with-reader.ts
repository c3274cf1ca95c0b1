// Reads on somebody's behalf: one tenant under row-level security, or, for ops, all.
import type { Reader } from '#domain/ports/page.ts'
import { deadline } from './deadline.ts'
import { onReserved } from './on-reserved.ts'
import type { Sql } from './open-pool.ts'

export interface ReaderPools {
  /** Role mandate_api. */
  api: Sql
  /** Role mandate_ops. */
  ops: Sql
  timeoutMs?: number
}

/** Runs one SELECT as the reader; what it may not see is not there. */
export type Read = <Row>(reader: Reader, statement: string, parameters: readonly unknown[]) => Promise<Row[]>

/** @returns reads within a deadline; a tenant's read is a whole transaction sent at once, without a round trip inside */
export function withReader({ api, ops, timeoutMs = 6000 }: ReaderPools): Read {
  return <Row>(reader: Reader, statement: string, parameters: readonly unknown[]) => {
    const asked = { statement, parameters }
    const work =
      'ops' in reader
        ? run<Row>(ops, asked)
        : readOnly(api, [asTenant(reader.tenantId), asked]).then(([, rows]) => rows as Row[])
    return deadline(work, timeoutMs, 'reading')
  }
}

export interface Asked {
  statement: string
  parameters: readonly unknown[]
}

export const asTenant = (tenantId: string): Asked => ({
  statement: `SELECT set_config('app.tenant', $1, true)`,
  parameters: [tenantId],
})

/** All in one transaction, sent at once; each takes its snapshot when it begins. @returns the rows of each */
export function readOnly(sql: Sql, asked: readonly Asked[]): Promise<unknown[][]> {
  return onReserved(sql, async connection => {
    // A query of this client is sent when it is first awaited, unless told to at once: the order is what counts here.
    const [, ...results] = await Promise.all([
      connection`BEGIN READ ONLY`.execute(),
      ...asked.map(one => run<unknown>(connection, one)),
      connection`COMMIT`.execute(),
    ])
    return results.slice(0, asked.length) as unknown[][]
  })
}

async function run<Row>(sql: Pick<Sql, 'unsafe'>, { statement, parameters }: Asked): Promise<Row[]> {
  return (await sql.unsafe(statement, parameters as never[], { prepare: true }).execute()) as unknown as Row[]
}
