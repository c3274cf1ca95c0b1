// `npm run verify:session` in production: recomputes a sealed session; exits 1 at the first thing that does not match, 2 when it can't say.
import { Command, InvalidArgumentError } from 'commander'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { SettingsError } from '#queues/parse-settings.ts'
import { deadline } from '../../connection/deadline.ts'
import { openPool, type Sql } from '../../connection/open-pool.ts'
import { verifySessionConfig } from './config.ts'
import { askGuard, type GuardAnchor, GuardAway } from './guard-anchor.ts'
import { Mismatch } from './mismatch.ts'
import { NotSealed } from './not-sealed.ts'
import { sessionLedgerRows } from './session-ledger-rows.ts'
import { verifySession } from './verify-session.ts'

const command = new Command('verify:session')
  .description('Recomputes a sealed session from the bytes in custody and the public keys of guard.')
  .argument('<session>', 'its id', sessionOf)
  .option('--bucket-only', 'do not compare the rows of the ledger')
  .option('--guard <url>', 'the guard whose published keys are trusted (SERVICE_GUARD_URL when it is reached)')
  .addHelpText(
    'after',
    '\nExits 0: all matches; 1: the first thing that does not; 2: nothing to verify, or nobody to ask.',
  )
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse()

interface Options {
  bucketOnly?: true
  guard?: string
}

async function main(sessionId: string, { bucketOnly, guard: guardUrl }: Options): Promise<void> {
  const config = verifySessionConfig(process.env)
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId } = config
  const at = { endpoint, region, accessKeyId, secretAccessKey: config.S3_SECRET_ACCESS_KEY }
  const custody = createS3ObjectStore({ ...at, bucket: config.S3_CUSTODY_BUCKET })
  const sql = bucketOnly || config.DATABASE_URL === undefined ? undefined : await reached(config.DATABASE_URL)
  try {
    const guard = guardUrl === undefined ? await perhaps(config.SERVICE_GUARD_URL) : await askGuard(guardUrl)
    const parts = { ...(sql && { ledger: sessionLedgerRows(sql) }), ...(guard && { guard }) }
    for await (const said of verifySession({ custody, sessionId, ...parts })) console.log(said)
    const against = [
      `the bucket ${config.S3_CUSTODY_BUCKET}`,
      guard ? `the keys of ${guard.url}` : 'the keys in its evidence',
    ]
    console.log(`ok         session ${sessionId}: ${[...against, ...(sql ? ['the ledger'] : [])].join(', ')} agree`)
  } finally {
    await sql?.end({ timeout: 2 })
    custody.close()
  }
}

/** Undefined, and said so, when nobody is there: the bucket alone tells enough. */
async function reached(url: string): Promise<Sql | undefined> {
  const sql = openPool({ url, role: 'mandate_ops', max: 2, applicationName: 'mandate-verify' })
  try {
    await deadline(sql`SELECT 1`, 5000, 'asking Postgres')
    return sql
  } catch (error) {
    console.error(`the ledger was not reached and is not compared: ${messageOf(error)}`)
    await sql.end({ timeout: 1 })
    return undefined
  }
}

async function perhaps(url: string | undefined): Promise<GuardAnchor | undefined> {
  if (url === undefined) return undefined
  try {
    return await askGuard(url)
  } catch (error) {
    if (!(error instanceof GuardAway)) throw error
    console.error(`guard was not reached and is no anchor: ${error.message}`)
    return undefined
  }
}

function sessionOf(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase()
  throw new InvalidArgumentError('a session is a UUID.')
}

// Whoever read along has gone, as `head` does: no verdict was heard, and none is given.
process.stdout.on('error', () => process.exit(2))

const messageOf = (error: unknown) => (error instanceof Error ? error.message || error.name : String(error))
const known = [NotSealed, GuardAway, SettingsError, ObjectStoreError]

try {
  await main(command.args[0]?.toLowerCase() ?? '', command.opts<Options>())
} catch (error) {
  if (error instanceof Mismatch) {
    console.error(`MISMATCH ${error.message}`)
    process.exitCode = 1
  } else {
    console.error(known.some(kind => error instanceof kind) ? messageOf(error) : error)
    process.exitCode = 2
  }
}
