// `npm run verify:audit` in production: recomputes the trail of all tenants and exits 1 at the first thing that does not match.
import { readFileSync } from 'node:fs'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { SettingsError } from '#queues/parse-settings.ts'
import { openPool } from '../../connection/open-pool.ts'
import { verifyConfig } from './config.ts'
import { type Bad, verifyEverything } from './verify-everything.ts'

async function main(): Promise<void> {
  const config = verifyConfig(process.env)
  const sql = openPool({ url: config.DATABASE_URL, role: 'mandate_ops', max: 4, applicationName: 'mandate-verify' })
  const store = createS3ObjectStore({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    bucket: config.S3_AUDIT_BUCKET,
  })
  const startedAt = performance.now()
  try {
    const { counts, bad } = await verifyEverything({ sql, store, ...trusted(config.AUDIT_KEYS) })
    const { subjects, entries, checkpoints, heads, keys } = counts
    const seconds = (performance.now() - startedAt) / 1000
    if (bad !== undefined) {
      console.error(`MISMATCH ${described(bad)}`)
      process.exitCode = 1
      return
    }
    console.log(
      `trail verified: ${entries} entries of ${subjects} subjects, ${heads} heads in ${checkpoints} checkpoints signed by ${keys} keys, ` +
        `${seconds.toFixed(1)} s (${Math.round(entries / seconds)} entries/s)`,
    )
  } finally {
    await sql.end({ timeout: 2 })
    store.close()
  }
}

function trusted(file: string | undefined): { trustedKeys?: unknown[] } {
  if (file === undefined) return {}
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: unknown[] }
  return { trustedKeys: keys }
}

function described({ subject, tenant, seq, why }: Bad): string {
  const where = [
    ...(tenant === undefined ? [] : [`tenant ${tenant}`]),
    ...(subject === undefined ? [] : [`subject ${subject}`]),
    ...(seq === undefined ? [] : [`entry ${seq}`]),
  ]
  return `${where.length === 0 ? '' : `${where.join(', ')}: `}${why}`
}

try {
  await main()
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exitCode = 1
}
