// `npm run db:migrate`: brings the schema up to date and lets the application's login take its roles.

import postgres from 'postgres'
import { applyMigrations } from './apply-migrations.ts'
import { migrateConfig } from './config.ts'
import { addressOf } from './connection/address-of.ts'
import type { Role } from './connection/open-pool.ts'
import { pooledLogin } from './connection/pooled-login.ts'
import { SESSION_SETTINGS } from './connection/session-settings.ts'
import { socketOf } from './connection/socket-of.ts'

const ROLES: Role[] = ['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops', 'mandate_board']

/**
 * Applies what is missing, one migrator at a time. Forward only.
 * @param url of the owner: may create roles and tables
 * @param appUrl of the application: its login is created when absent, becomes a member of the roles and owns nothing;
 * where that leads through a transaction pooler, so do four more, one a role, with the same password
 * @param say told when it waits for somebody who holds a table
 */
export async function migrateDatabase(
  url: string,
  appUrl = url,
  say: (line: string) => void = console.warn,
): Promise<void> {
  const { url: ownerUrl, ssl, pooled } = addressOf(url)
  if (pooled) throw new TypeError('a migration needs a connection past the pooler: set MIGRATE_DATABASE_URL')
  const sql = postgres(ownerUrl, { max: 1, ...socketOf(ssl), onnotice: () => {} })
  try {
    await sql`SELECT pg_advisory_lock(hashtext('mandate migrations'))`
    await applyMigrations(sql, new URL('migrations', import.meta.url).pathname, say)
    // Processes look there whether the schema is theirs.
    await sql.unsafe(`GRANT USAGE ON SCHEMA drizzle TO ${ROLES.join(', ')}`)
    await sql.unsafe(`GRANT SELECT ON drizzle.__drizzle_migrations TO ${ROLES.join(', ')}`)
    await letLoginTakeRoles(sql, new URL(url), new URL(appUrl))
    if (addressOf(appUrl).pooled) await makePooledLogins(sql, new URL(appUrl))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function letLoginTakeRoles(sql: postgres.Sql, owner: URL, app: URL): Promise<void> {
  const login = decodeURIComponent(app.username)
  if (login === '' || login === decodeURIComponent(owner.username)) return
  await ensureLogin(sql, login, 'NOINHERIT', decodeURIComponent(app.password))
  await sql.unsafe(`GRANT ${ROLES.join(', ')} TO ${quoted(login)}`)
}

/** Each has its role's rights by being a member, and its settings from the server: nothing of it is said on a connection. */
async function makePooledLogins(sql: postgres.Sql, app: URL): Promise<void> {
  for (const role of ROLES) {
    const login = pooledLogin(decodeURIComponent(app.username), role)
    await ensureLogin(sql, login, 'INHERIT', decodeURIComponent(app.password))
    await sql.unsafe(`GRANT ${role} TO ${quoted(login)}`)
    for (const [name, value] of Object.entries(SESSION_SETTINGS))
      await sql.unsafe(`ALTER ROLE ${quoted(login)} SET ${name} = ${literal(String(value))}`)
  }
}

async function ensureLogin(
  sql: postgres.Sql,
  login: string,
  inherits: 'INHERIT' | 'NOINHERIT',
  password: string,
): Promise<void> {
  const known = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${login}`
  if (known.length > 0) return
  await sql.unsafe(`CREATE ROLE ${quoted(login)} LOGIN ${inherits} NOSUPERUSER PASSWORD ${literal(password)}`)
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

if (import.meta.main) {
  const { migrateDatabaseUrl, databaseUrl } = migrateConfig(process.env)
  await migrateDatabase(migrateDatabaseUrl, databaseUrl)
  console.log('schema up to date')
}
