// Reads on somebody's behalf: one tenant under row-level security, or, for ops, all.
import type { Reader } from '#domain/ports/page.ts'
import { deadline } from './deadline.ts'
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
    const work =
      'ops' in reader
        ? run<Row>(ops, statement, parameters)
        : asTenant<Row>(api, reader.tenantId, statement, parameters)
    return deadline(work, timeoutMs, 'reading')
  }
}

async function asTenant<Row>(
  api: Sql,
  tenantId: string,
  statement: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const connection = await api.reserve()
  try {
    // A query of this client is sent when it is first awaited, unless told to at once: the order is what counts here.
    const [, , rows] = await Promise.all([
      connection`BEGIN READ ONLY`.execute(),
      connection`SELECT set_config('app.tenant', ${tenantId}, true)`.execute(),
      connection.unsafe(statement, parameters as never[], { prepare: true }).execute(),
      connection`COMMIT`.execute(),
    ])
    return rows as unknown as Row[]
  } finally {
    connection.release()
  }
}

async function run<Row>(sql: Pick<Sql, 'unsafe'>, statement: string, parameters: readonly unknown[]): Promise<Row[]> {
  return (await sql.unsafe(statement, parameters as never[], { prepare: true })) as unknown as Row[]
}
