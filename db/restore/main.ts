// `npm run db:after-restore -- --dumped-at TIME --by NAME`: once after a restore, before any worker starts.
import { Command, InvalidArgumentError } from 'commander'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { SettingsError } from '#queues/parse-settings.ts'
import { openPool } from '../connection/open-pool.ts'
import { afterRestore, StillSending } from './after-restore.ts'
import { restoreConfig } from './config.ts'
import { lostTails } from './lost-tails.ts'

const { dumpedAt, by } = new Command('db:after-restore')
  .description(
    'Makes a restored ledger safe to work from: nothing that may have been sent since its dump is sent again unasked.',
  )
  .requiredOption(
    '--dumped-at <time>',
    'when the dump was begun, or the time that was recovered to (RFC 3339); earlier is safe',
    timeOf,
  )
  .requiredOption('--by <name>', 'who restores, for the trail')
  .parse()
  .opts<{ dumpedAt: Date; by: string }>()

async function main(): Promise<void> {
  const config = restoreConfig(process.env)
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId } = config
  const at = { endpoint, region, accessKeyId, secretAccessKey: config.S3_SECRET_ACCESS_KEY }
  const store = createS3ObjectStore({ ...at, bucket: config.S3_AUDIT_BUCKET })
  const sql = openPool({
    url: config.DATABASE_URL,
    role: 'mandate_ops',
    max: 2,
    applicationName: 'mandate-after-restore',
  })
  try {
    const lost = await lostTails(sql, store)
    const report = await afterRestore({ url: config.DATABASE_URL, dumpedAt, by, lost })
    for (const { tenant, subject, from, to } of lost)
      console.log(
        `lost: tenant ${tenant}, subject ${subject}, ${from === 1 ? 'all of it' : `entries ${from} to ${to}`}`,
      )
    for (const id of report.campaigns)
      console.log(`look: campaign ${id} was at work; what it has published since the dump it will propose again`)
    for (const id of report.sessions)
      console.log(`look: session ${id} was recording; chunks since the dump have to be sent again`)
    const doubted = Object.entries(report.doubted).map(([status, count]) => `${count} ${status}`)
    console.log(
      `the global kill switch is engaged; asked of their platforms before they may be sent: ${doubted.join(', ') || 'none'}` +
        `, and ${report.open} that were open; lost tails: ${lost.length}. Start everything, read this, release the switch.`,
    )
  } finally {
    await sql.end({ timeout: 2 })
    store.close()
  }
}

function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime()) || time.getTime() > Date.now())
    throw new InvalidArgumentError('must be a time that has passed, such as 2026-11-29T03:00:00Z')
  return time
}

try {
  await main()
} catch (error) {
  const known = error instanceof SettingsError || error instanceof StillSending
  console.error(known ? error.message : error)
  process.exitCode = 1
}
