// `npm run db:migrate`: brings the schema up to date and lets the application's login take its roles.

import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { migrateConfig } from './config.ts'

const ROLES = ['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops']

/**
 * Applies what is missing, one migrator at a time. Forward only.
 * @param url of the owner: may create roles and tables
 * @param appUrl of the application: its login is created when absent, becomes a member of the roles and owns nothing
 */
export async function migrateDatabase(url: string, appUrl = url): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`SELECT pg_advisory_lock(hashtext('mandate migrations'))`
    await migrate(drizzle(sql), { migrationsFolder: new URL('migrations', import.meta.url).pathname })
    // Processes look there whether the schema is theirs.
    await sql.unsafe(`GRANT USAGE ON SCHEMA drizzle TO ${ROLES.join(', ')}`)
    await sql.unsafe(`GRANT SELECT ON drizzle.__drizzle_migrations TO ${ROLES.join(', ')}`)
    await letLoginTakeRoles(sql, new URL(url), new URL(appUrl))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function letLoginTakeRoles(sql: postgres.Sql, owner: URL, app: URL): Promise<void> {
  const login = decodeURIComponent(app.username)
  if (login === '' || login === decodeURIComponent(owner.username)) return
  const known = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${login}`
  if (known.length === 0)
    await sql.unsafe(
      `CREATE ROLE ${quoted(login)} LOGIN NOINHERIT NOSUPERUSER PASSWORD ${literal(decodeURIComponent(app.password))}`,
    )
  await sql.unsafe(`GRANT ${ROLES.join(', ')} TO ${quoted(login)}`)
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

if (import.meta.main) {
  const { migrateDatabaseUrl, databaseUrl } = migrateConfig(process.env)
  await migrateDatabase(migrateDatabaseUrl, databaseUrl)
  console.log('schema up to date')
}
