// Checkpoints put together from settings: without a signing key this worker writes none.
import type { Logger } from 'pino'
import type { CheckpointLedger } from '#db/audit/checkpoint/checkpoint-ledger.ts'
import { readSigningKey } from '#db/audit/key/signing-key.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { SettingsError } from '#queues/parse-settings.ts'
import type { WorkerConfig } from '../config.ts'
import { startCheckpoints } from './start-checkpoints.ts'

/**
 * @returns stops them, waiting for a round under way at most so long
 * @throws SettingsError when AUDIT_SIGNING_KEY is no key
 */
export async function openCheckpoints(
  config: WorkerConfig,
  ledger: CheckpointLedger,
  logger: Logger,
): Promise<(graceMs: number) => Promise<void>> {
  if (config.AUDIT_SIGNING_KEY === undefined) {
    logger.warn(
      { event: 'audit.unsigned' },
      'AUDIT_SIGNING_KEY is not set: this worker signs no checkpoints of the trail',
    )
    return async () => {}
  }
  const key = await readSigningKey(config.AUDIT_SIGNING_KEY).catch((error: unknown) => {
    throw new SettingsError([`AUDIT_SIGNING_KEY: ${error instanceof Error ? error.message : String(error)}`])
  })
  const store = createS3ObjectStore({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    bucket: config.S3_AUDIT_BUCKET,
    timeoutMs: 5000,
    transferTimeoutMs: 30_000,
  })
  const checkpoints = startCheckpoints({
    ...{ ledger, store, key, logger },
    intervalMs: config.AUDIT_CHECKPOINT_MS,
    retentionDays: config.AUDIT_RETENTION_DAYS,
  })
  return async graceMs => {
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, graceMs)
    await Promise.race([checkpoints.stop(), late.promise])
    clearTimeout(timer)
    store.close()
  }
}
