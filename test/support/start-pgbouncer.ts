// PgBouncer in transaction mode before a Postgres, few server connections for many clients. It must be installed: `apt-get install pgbouncer`.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '#db/connection/open-pool.ts'
import { pooledLogin } from '#db/connection/pooled-login.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'

export interface PgBouncer {
  /** An application's URL as it leads through here: the setting DATABASE_URL. */
  through(url: string): string
  /** SIGTERM, which cuts all clients at once, and a new one on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const ROLES: Role[] = ['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops']

/** @param url as the application logs in at Postgres itself, whatever the database */
export async function startPgBouncer(url: string, poolSize = 4): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, password } = new URL(url)
  const dir = await mkdtemp(join(tmpdir(), 'mandate-pgbouncer-'))
  await chmod(dir, 0o755) // root must not run it, so somebody else reads its files
  const port = await findFreeBase(1)
  const logins = ROLES.map(
    role => `"${pooledLogin(decodeURIComponent(username), role)}" "${decodeURIComponent(password)}"`,
  )
  await writeFile(join(dir, 'users.txt'), `${logins.join('\n')}\n`)
  await writeFile(
    join(dir, 'pgbouncer.ini'),
    `[databases]
* = host=${hostname} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(dir, 'users.txt')}
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 1000
server_login_retry = 1
log_connections = 0
log_disconnections = 0
`,
  )
  const start = async () => {
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
    const started = spawn('pgbouncer', ['-q', ...user, join(dir, 'pgbouncer.ini')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await Promise.race([listening(port), once(started, 'error').then(([error]) => Promise.reject(error))])
    return started
  }
  let child = await start()
  return {
    through(address) {
      const changed = new URL(address)
      changed.port = String(port)
      changed.searchParams.set('pooler', 'transaction')
      return changed.href
    },
    async restart() {
      await ended(child)
      child = await start()
    },
    async stop() {
      await ended(child)
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const isThere = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isThere) return
    await pause(20)
  }
  throw new Error('pgbouncer did not come up')
}
