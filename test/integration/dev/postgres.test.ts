import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningPostgres, startPostgres } from '#dev/postgres.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { processIdentity } from '#dev/supervisor/process-identity.ts'

let dataDir: string
let port: number
let server: RunningPostgres | undefined

beforeEach(async () => {
  // mkdtemp makes mode 700: as root, Postgres' own user could not enter it.
  dataDir = mkdtempSync(join(tmpdir(), 'mandate-postgres-'))
  port = await findFreeBase(1)
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  rmSync(dataDir, { recursive: true })
})

const start = async () => {
  server = await startPostgres({ dataDir, port })
  return server
}

async function query<T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return await ask(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const writeRow = (url: string) => query(url, sql => sql`CREATE TABLE kept AS SELECT 42 AS answer`)
const readRow = async (url: string) =>
  (await query(url, sql => sql<{ answer: number }[]>`SELECT answer FROM kept`))[0]?.answer

describe('startPostgres', { timeout: 60_000 }, () => {
  it('is Postgres 18 on loopback with room for 300 connections and a locale that is the same everywhere', async () => {
    const { url } = await start()
    const [row] = await query(
      url,
      sql => sql`SELECT current_setting('server_version') AS version, current_setting('max_connections') AS connections,
        current_setting('listen_addresses') AS addresses, current_database() AS database,
        (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale`,
    )
    expect(row).toMatchObject({
      version: expect.stringMatching(/^18/),
      connections: '300',
      addresses: '127.0.0.1',
      database: 'mandate',
      locale: 'C.UTF-8',
    })
  })

  it('refuses a wrong password', async () => {
    const { url } = await start()
    const wrong = new URL(url)
    wrong.password = 'guessed'
    await expect(query(wrong.href, sql => sql`SELECT 1`)).rejects.toThrow(/password authentication failed/)
  })

  it('keeps data over a fast restart, an immediate one, a kill, and a new start', async () => {
    const first = await start()
    await writeRow(first.url)
    const pids = [first.pid]
    await first.restart('fast')
    pids.push(first.pid)
    await first.restart('immediate')
    pids.push(first.pid)
    await first.kill()
    await first.restart('fast')
    pids.push(first.pid)
    expect(await readRow(first.url)).toBe(42)
    expect(new Set(pids).size).toBe(4)
    await first.stop()
    expect(await readRow((await start()).url)).toBe(42)
  })

  it('starts although the pid of a killed server belongs to somebody else now', async () => {
    const first = await start()
    await writeRow(first.url)
    await first.kill()
    await first.stop()
    const pidFile = join(dataDir, 'cluster/postmaster.pid')
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)))
    expect(await readRow((await start()).url)).toBe(42)
  })

  it('shows the end of the log when it cannot start, and leaves no process', async () => {
    await start().then(running => running.stop())
    server = undefined
    const failed = startPostgres({ dataDir, port, settings: { max_connections: 'many' } })
    await expect(failed).rejects.toThrow(
      /postgres did not start: exit code 1\n.*invalid value for parameter "max_connections"/s,
    )
    expect(readFileSync(join(dataDir, 'logs/postgres.log'), 'utf8')).not.toBe('')
  })

  it('is gone when it was stopped', async () => {
    const running = await start()
    const { pid } = running
    await running.stop()
    server = undefined
    expect(processIdentity(pid)).toBeUndefined()
  })
})
