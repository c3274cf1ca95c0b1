// Whether the schema is the one that this code was written for.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { deadline } from './connection/deadline.ts'
import type { Sql } from './connection/open-pool.ts'

const Journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })).min(1) })

/** @returns rejects when the newest migration of this code is not applied; a newer schema is fine */
export function migrationsApplied(sql: Sql): () => Promise<void> {
  let newest: Promise<number> | undefined
  return async () => {
    newest ??= newestMigration()
    const wanted = await newest
    const query = sql.unsafe<{ newest: string | null }[]>(APPLIED, [], { prepare: true })
    const [row] = await deadline(query, 2000, 'asking for migrations')
    if (Number(row?.newest ?? 0) < wanted) throw new Error('the schema is older than this program: run db:migrate')
  }
}

const APPLIED = 'SELECT max(created_at)::text AS newest FROM drizzle.__drizzle_migrations'

async function newestMigration(): Promise<number> {
  const journal = Journal.parse(
    JSON.parse(await readFile(new URL('migrations/meta/_journal.json', import.meta.url), 'utf8')),
  )
  return Math.max(...journal.entries.map(entry => entry.when))
}
