import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PostgresBinaries } from '#dev/postgres/binaries.ts'
import type { ServerUser } from '#dev/postgres/server-user.ts'

const run = promisify(execFile)

/** A cluster on disk: its directory and the password of the superuser `postgres`. */
export interface Cluster {
  readonly clusterDir: string
  readonly password: string
}

/**
 * Makes the cluster in `dataDir/cluster` unless it is there. It comes into being under another name and is renamed when whole,
 * so that an initdb that was killed leaves nothing that looks like a cluster. Collation is Postgres' own C.UTF-8: the same everywhere.
 */
export async function initCluster(dataDir: string, binaries: PostgresBinaries, user: ServerUser): Promise<Cluster> {
  const clusterDir = join(dataDir, 'cluster')
  const passwordPath = join(dataDir, 'password')
  if (existsSync(join(clusterDir, 'PG_VERSION'))) {
    return { clusterDir, password: readFileSync(passwordPath, 'utf8').trim() }
  }
  const password = randomBytes(18).toString('base64url')
  const newDir = join(dataDir, 'cluster.new')
  rmSync(newDir, { recursive: true, force: true })
  mkdirSync(newDir, { recursive: true, mode: 0o700 })
  rmSync(passwordPath, { force: true })
  writeFileSync(passwordPath, `${password}\n`, { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(newDir, user.uid, user.gid)
    chownSync(passwordPath, user.uid, user.gid)
  }
  const flags = [
    '--no-sync',
    '--no-instructions',
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ]
  const collation = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const { command, args, ...ids } = user.wrap(binaries.initdb, [
    `--pgdata=${newDir}`,
    `--pwfile=${passwordPath}`,
    ...flags,
    ...collation,
  ])
  await run(command, [...args], { ...ids, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, cwd: '/', timeout: 60_000 })
  renameSync(newDir, clusterDir)
  return { clusterDir, password }
}
