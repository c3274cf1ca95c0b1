// A database of its own for a test file, copied from the migrated template in a few milliseconds.
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { TEMPLATE_DATABASE } from './global-setup.ts'

export interface TestDatabase {
  /** As the application logs in: owns nothing. */
  url: string
  /** The same past the pooler, where the tests run behind one. */
  directUrl: string
  /** As the owner: for looking and for tampering. */
  ownerUrl: string
  owner: postgres.Sql
  drop(): Promise<void>
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const env = inject('backing')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = postgres(env.MIGRATE_DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  await admin`SELECT pg_advisory_lock(1)` // one copy of the template at a time
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`)
  await admin`SELECT pg_advisory_unlock(1)`
  const at = (url = '') => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const ownerUrl = at(env.MIGRATE_DATABASE_URL)
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  return {
    url: at(env.DATABASE_URL),
    directUrl: at(env.DATABASE_DIRECT_URL ?? env.DATABASE_URL),
    ownerUrl,
    owner,
    async drop() {
      await owner.end({ timeout: 1 })
      await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await admin.end({ timeout: 1 })
    },
  }
}

/** A Redis key prefix that no other test file has. */
export const testPrefix = (): string => `t${randomBytes(6).toString('hex')}`
