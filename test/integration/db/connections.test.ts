// What a pool must come back from, and whom it must not believe.
import type { Socket } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { deadline } from '#db/connection/deadline.ts'
import { onReserved } from '#db/connection/on-reserved.ts'
import { openPool } from '#db/connection/open-pool.ts'
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

it('a reserved connection goes back after a deadline of ours, and not once it is lost', async () => {
  const sql = openPool({ url: database.url, role: 'mandate_worker', max: 1, applicationName: 'reserved' })
  const late = onReserved(sql, async connection => {
    await connection`SELECT 1`
    await deadline(new Promise(() => {}), 20, 'waiting')
  })
  await expect(late).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  const lost = onReserved(sql, async connection => {
    const [row] = await connection<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
    const [killed] = await Promise.allSettled([
      connection`SELECT pg_sleep(5)`.execute(),
      database.owner`SELECT pg_terminate_backend(${row?.pid ?? 0})`,
    ])
    if (killed.status === 'rejected') throw killed.reason
  })
  await expect(lost).rejects.toThrow()
  // Of the one connection that it may have, neither left the pool without.
  await vi.waitFor(async () => expect([...(await sql`SELECT 3 AS three`)]).toEqual([{ three: 3 }]))
  await sql.end({ timeout: 1 })
})
