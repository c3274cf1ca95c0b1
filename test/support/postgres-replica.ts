// A Postgres and a streaming replica of it, on loopback, for a test alone.

import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { migrateDatabase } from '#db/migrate.ts'
import { type RunningPostgres, startPostgres } from '#dev/postgres.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'

export interface PostgresReplica {
  /** As the application logs in. */
  url: string
  readUrl: string
  ownerUrl: string
  /** As the owner. */
  primary: postgres.Sql
  replica: postgres.Sql
  /** The replica becomes a primary of its own. */
  promote(): Promise<void>
  killReplica(): Promise<void>
  close(): Promise<void>
}

export async function startPostgresReplica(): Promise<PostgresReplica> {
  const dir = await mkdtemp(join(tmpdir(), 'mandate-replica-'))
  const [port, replicaPort] = [await findFreeBase(1), await findFreeBase(1)]
  const first = { dataDir: join(dir, 'primary'), port }
  const before = await startPostgres(first)
  const ownerUrl = before.url
  const app = Object.assign(new URL(ownerUrl), { username: 'mandate_app', password: 'of-a-test' })
  await migrateDatabase(ownerUrl, app.href)
  await before.stop()
  // What pg_basebackup would bring, which the embedded Postgres comes without: a copy of what rests, owners included.
  await cp(first.dataDir, join(dir, 'replica'), { recursive: true, preserveTimestamps: true })
  const cluster = join(dir, 'replica', 'cluster')
  const { username, password } = new URL(ownerUrl)
  await writeFile(join(cluster, 'standby.signal'), '')
  const conninfo = `host=127.0.0.1 port=${port} user=${username} password=${decodeURIComponent(password)}`
  await writeFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`)
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'postgres:postgres', cluster])
  execFileSync('chmod', ['700', cluster])
  const servers: RunningPostgres[] = [await startPostgres(first)]
  servers.push(await startPostgres({ dataDir: join(dir, 'replica'), port: replicaPort }))
  const at = (url: string, other: number) => Object.assign(new URL(url), { port: String(other) }).href
  const open = (url: string) => postgres(url, { max: 2, onnotice: () => {} })
  const [primary, replica] = [open(ownerUrl), open(at(ownerUrl, replicaPort))]
  return {
    ...{ url: app.href, readUrl: at(app.href, replicaPort), ownerUrl, primary, replica },
    async promote() {
      // Not waited for inside the query: what is replayed until then may cancel it.
      await replica`SELECT pg_promote(false)`
      for (let isReplica = true; isReplica; await pause(50)) {
        const [row] = await replica<{ is: boolean }[]>`SELECT pg_is_in_recovery() AS is`
        isReplica = row?.is ?? true
      }
    },
    async killReplica() {
      await servers[1]?.kill()
    },
    async close() {
      await Promise.all([primary, replica].map(sql => sql.end({ timeout: 1 })))
      await Promise.all(servers.map(server => server.stop()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}
