// A base backup of a running cluster with nothing but SQL and a copy of its files, as every tool for point-in-time recovery takes one.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'

/**
 * Work goes on meanwhile; the copy is what was there when it ended.
 * @param ownerUrl of a login that may take backups
 * @param cluster the data directory
 * @see https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function takeBaseBackup(ownerUrl: string, cluster: string, target: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`SELECT pg_backup_start('drill', true)`
    rmSync(target, { recursive: true, force: true })
    cpSync(cluster, target, { recursive: true, preserveTimestamps: true, filter: source => isCopied(cluster, source) })
    const [label] = await sql<{ labelfile: string }[]>`SELECT labelfile FROM pg_backup_stop(false)`
    writeFileSync(join(target, 'backup_label'), label?.labelfile ?? '')
    // The log between start and stop makes whole what was copied while it changed.
    cpSync(join(cluster, 'pg_wal'), join(target, 'pg_wal'), { recursive: true })
  } finally {
    await sql.end({ timeout: 5 })
  }
  ownAs(cluster, target)
}

/** In place of the cluster that is gone; it recovers when it is started. */
export function putBack(backup: string, cluster: string): void {
  const owner = statSync(backup)
  rmSync(cluster, { recursive: true, force: true })
  cpSync(backup, cluster, { recursive: true, preserveTimestamps: true })
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, cluster])
  execFileSync('chmod', ['-R', 'go-rwx', cluster])
}

/** The log is copied at the end; what names the running server must not be. */
function isCopied(cluster: string, source: string): boolean {
  const path = source.slice(cluster.length + 1)
  if (path === 'postmaster.pid' || path === 'postmaster.opts' || path.startsWith('pg_wal/')) return false
  return path === '' || existsSync(source)
}

function ownAs(cluster: string, target: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(cluster)
  execFileSync('chown', ['-R', `${uid}:${gid}`, target])
}

/** What a drill prints of it. */
export const filesIn = (folder: string): number => readdirSync(folder, { recursive: true }).length
