// Starts what integration tests need, once for all of them, prepares a migrated database to copy, and compiles what tests start most.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '#db/migrate.ts'
import { startBacking } from '#dev/backing.ts'
import { COMPILED } from '#dev/supervisor/compiled.ts'
import { type PgBouncer, startPgBouncer } from './start-pgbouncer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Settings of the shared servers: DATABASE_URL, DATABASE_DIRECT_URL, MIGRATE_DATABASE_URL, REDIS_URL, S3_*. */
    backing: Record<string, string>
  }
}

const ROOT = resolve(import.meta.dirname, '../..')
export const TEMPLATE_DATABASE = 'mandate_template'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  Object.assign(process.env, COMPILED)
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-test-'))
  const [backing] = await Promise.all([startBacking({ dataDir }), compilePrograms()])
  const env: Record<string, string> = { ...backing.env, DATABASE_DIRECT_URL: backing.env.DATABASE_URL ?? '' }
  // `PGBOUNCER=1`: everything of the application goes through a transaction pooler.
  const bouncer: PgBouncer | undefined = process.env.PGBOUNCER
    ? await startPgBouncer(env.DATABASE_DIRECT_URL ?? '')
    : undefined
  if (bouncer !== undefined) env.DATABASE_URL = bouncer.through(env.DATABASE_DIRECT_URL ?? '')
  const owner = postgres(env.MIGRATE_DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  // Processes are killed here, never the machine: nothing has to wait for the disk.
  await owner.unsafe('ALTER SYSTEM SET fsync = off')
  await owner.unsafe('SELECT pg_reload_conf()')
  await owner.unsafe(`CREATE DATABASE ${TEMPLATE_DATABASE}`)
  await owner.end()
  await migrateDatabase(
    inDatabase(env.MIGRATE_DATABASE_URL, TEMPLATE_DATABASE),
    inDatabase(env.DATABASE_URL, TEMPLATE_DATABASE),
  )
  project.provide('backing', env)
  return async () => {
    await bouncer?.stop()
    await backing.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A program that is killed keeps nothing of what it compiled: this one ends by itself. */
async function compilePrograms(): Promise<void> {
  const load =
    "await Promise.all(['#api/open-api.ts', '#workers/create-worker.ts', '#bull-board/open-board.ts'].map(path => import(path)))"
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', load], {
    cwd: ROOT,
    env: { ...process.env, ...COMPILED },
  })
}

function inDatabase(url = '', name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
