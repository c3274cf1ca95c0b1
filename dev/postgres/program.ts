import { createHmac } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { postgresBinaries } from '#dev/postgres/binaries.ts'
import { clearStalePostmaster } from '#dev/postgres/clear-stale-postmaster.ts'
import { initCluster } from '#dev/postgres/init-cluster.ts'
import { serverUser } from '#dev/postgres/server-user.ts'
import type { Launch, Program } from '#dev/supervisor/program.ts'
import type { Child } from '#dev/supervisor/spawn-child.ts'

export interface PostgresOptions {
  readonly dataDir: string
  readonly port: number
  /** Server settings over ours, such as `{fsync: 'off'}`. */
  readonly settings?: Readonly<Record<string, string>>
  /** Made when it is not there; default `mandate`. */
  readonly database?: string
}

export interface PostgresProgram extends Program {
  /** The owner's URL; known once the program was launched. */
  url(): string
  /** The application's own login, which owns nothing; the migration makes it. */
  appUrl(): string
}

/** Embedded Postgres as a row of the supervisor's table: initialised on the first launch, cleaned up after a kill on any other. */
export function postgresProgram(options: PostgresOptions): PostgresProgram {
  const dataDir = resolve(options.dataDir)
  const database = options.database ?? 'mandate'
  const clusterDir = join(dataDir, 'cluster')
  let password: string | undefined
  const known = () => {
    if (password === undefined) throw new Error('Postgres has not been launched yet')
    return password
  }
  const urlOf = (login: string, secret: string, name: string) =>
    `postgres://${login}:${secret}@127.0.0.1:${options.port}/${name}`
  return {
    name: 'postgres',
    phase: 0,
    // SIGINT is Postgres' fast shutdown; SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    graceMs: 15_000,
    url: () => urlOf('postgres', known(), database),
    appUrl: () => urlOf('mandate_app', derived(known(), 'mandate_app'), database),
    launch: async () => {
      mkdirSync(dataDir, { recursive: true })
      const binaries = await postgresBinaries()
      const user = serverUser([binaries.postgres, clusterDir])
      ;({ password } = await initCluster(dataDir, binaries, user))
      await clearStalePostmaster(clusterDir)
      return { ...user.wrap(binaries.postgres, serverArgs(clusterDir, options)), ...surroundings }
    },
    ready: async (child, signal) => {
      await acceptsConnections(clusterDir, child, signal)
      await createDatabase(urlOf('postgres', known(), 'postgres'), database)
    },
  }
}

/** The login's password comes from the owner's, so that it is right for this cluster whatever else of the data directory was deleted. */
function derived(password: string, login: string): string {
  return createHmac('sha256', password).update(login).digest('base64url')
}

const surroundings: Pick<Launch, 'env' | 'cwd'> = { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, cwd: '/' }

function serverArgs(clusterDir: string, { port, settings }: PostgresOptions): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    // A socket path may have 107 bytes; a clone's path may be longer. Everybody comes over loopback.
    unix_socket_directories: '',
    max_connections: '300',
    shared_buffers: '128MB',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...settings,
  }
  return [
    '-D',
    clusterDir,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/** The eighth line of `postmaster.pid` says `ready`: what pg_ctl waits for, too, and cheaper than connecting. */
async function acceptsConnections(clusterDir: string, child: Child, signal: AbortSignal): Promise<void> {
  for (;;) {
    const lines = readLines(join(clusterDir, 'postmaster.pid'))
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
    await delay(20, undefined, { signal })
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    // Not written yet; the caller looks again until its signal fires.
    return []
  }
}

async function createDatabase(adminUrl: string, database: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${database}`
    if (found.length === 0) await sql`CREATE DATABASE ${sql(database)}`
  } finally {
    await sql.end({ timeout: 5 })
  }
}
