// Settings of the migrator.
import { z } from 'zod'
import { parseSettings } from '#queues/parse-settings.ts'

/** @throws SettingsError naming every wrong setting */
export function migrateConfig(env: NodeJS.ProcessEnv) {
  const url = z.url({ protocol: /^postgres(ql)?$/ })
  const { DATABASE_URL, MIGRATE_DATABASE_URL } = parseSettings(
    { DATABASE_URL: url, MIGRATE_DATABASE_URL: url.optional() },
    env,
  )
  return { databaseUrl: DATABASE_URL, migrateDatabaseUrl: MIGRATE_DATABASE_URL ?? DATABASE_URL }
}
