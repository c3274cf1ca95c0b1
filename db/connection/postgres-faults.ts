// What of a Postgres, or of who we are there, would let the trail be rewritten or tenants be mixed.
import { clockFault } from '#queues/surroundings/clock-fault.ts'
import { deadline } from './deadline.ts'
import type { Sql } from './open-pool.ts'

interface Standing {
  login: string
  superuser: boolean
  bypassesRls: boolean
  owns: boolean
  replica: boolean
}

/** @returns a sentence a fault; rejects while it is away */
export async function postgresFaults(sql: Sql): Promise<string[]> {
  const [standing] = await deadline(sql.unsafe<Standing[]>(STANDING, [], { prepare: true }), 6000, 'asking who we are')
  const theirs = async () => {
    const [row] = await deadline(sql.unsafe<{ ms: number }[]>(CLOCK, [], { prepare: true }), 6000, 'asking the time')
    return row?.ms ?? Number.NaN
  }
  await theirs() // so that no connection is made while the clock is compared
  const clock = await clockFault('Postgres', theirs)
  return [...(standing === undefined ? [] : faultsOf(standing)), ...(clock === undefined ? [] : [clock])]
}

function faultsOf({ login, superuser, bypassesRls, owns, replica }: Standing): string[] {
  const why = superuser
    ? 'is a superuser'
    : bypassesRls
      ? 'may pass by row-level security'
      : owns
        ? 'owns the tables'
        : undefined
  return [
    ...(why === undefined
      ? []
      : [
          `the login ${login} of DATABASE_URL ${why}, and so could rewrite the trail and read every tenant: ` +
            'give the application a login of its own, which db:migrate creates',
        ]),
    ...(replica ? ['DATABASE_URL leads to a replica, which takes no writes: name the primary'] : []),
  ]
}

const STANDING = `
SELECT r.rolname AS login, r.rolsuper AS superuser, r.rolbypassrls AS "bypassesRls",
  EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = to_regclass('public.audit_log') AND c.relowner = r.oid) AS owns,
  pg_is_in_recovery() AS replica
FROM pg_roles r
WHERE r.rolname = session_user`

const CLOCK = `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`
