// What a pool must come back from, and whom it must not believe.
import type { Socket } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { socketOf } from '#db/connection/socket-of.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.drop())

it('a connection that ends while a statement is about to be sent is followed by one that works', async () => {
  const sockets: Socket[] = []
  const { socket } = socketOf(false) as { socket: (place: object) => Socket }
  const kept = (place: object) => {
    const made = socket(place)
    sockets.push(made)
    return made
  }
  const sql = postgres(database.ownerUrl, { max: 1, connect_timeout: 2, ...({ socket: kept } as object) })
  await sql`SELECT 1`
  const unsent = sql`SELECT 2`.execute()
  await Promise.resolve() // it has been given to the connection, whose write comes at the end of this turn
  sockets[0]?.emit('close', false)
  sockets[0]?.destroy()
  await expect(unsent).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  expect([...(await sql`SELECT 3 AS three`)]).toEqual([{ three: 3 }])
  await sql.end({ timeout: 1 })
})
