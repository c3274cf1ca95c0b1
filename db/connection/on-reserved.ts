// Statements that must run on one connection, one after the other.
import type { ReservedSql } from 'postgres'
import { MandateError } from '#domain/errors.ts'
import { isConnectionLost } from './connection-lost.ts'
import { forget } from './counted-pool.ts'
import type { Sql } from './open-pool.ts'

/** Gives the connection back afterwards, unless it was lost: the pool has taken that back by itself, and would use it as it is. */
export async function onReserved<T>(sql: Sql, work: (connection: ReservedSql) => Promise<T>): Promise<T> {
  const connection = await sql.reserve()
  let isLost = false
  try {
    return await work(connection)
  } catch (error) {
    // A deadline of ours says nothing of the connection.
    isLost = isConnectionLost(error) && !(error instanceof MandateError)
    throw error
  } finally {
    if (isLost) forget(connection)
    else connection.release()
  }
}
