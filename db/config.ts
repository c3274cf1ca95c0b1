// Settings of the migrator.
import { z } from 'zod'

/** @throws Error naming what is missing */
export function migrateConfig(env: NodeJS.ProcessEnv) {
  const parsed = z
    .object({ DATABASE_URL: z.url(), MIGRATE_DATABASE_URL: z.url().optional() })
    .safeParse({ DATABASE_URL: env.DATABASE_URL, MIGRATE_DATABASE_URL: env.MIGRATE_DATABASE_URL })
  if (!parsed.success)
    throw new Error(`wrong settings: ${parsed.error.issues.map(issue => issue.path.join('.')).join(', ')}`)
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    migrateDatabaseUrl: parsed.data.MIGRATE_DATABASE_URL ?? parsed.data.DATABASE_URL,
  }
}
