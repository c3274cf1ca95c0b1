// The settings of Ingest, told by environment.
import { z } from 'zod'
import { type Settings, serviceConfig } from '#services/kernel/service-config.ts'

const settings = {
  PORT: z.coerce.number().int().min(0).max(65535).default(8014),
  /** Absent: documents must be sent, none is fetched by its ref. */
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_BUCKET: z.string().min(3).max(63).default('mandate'),
}
export type IngestConfig = Settings<typeof settings>

export function ingestConfig(env: NodeJS.ProcessEnv): IngestConfig {
  return serviceConfig(env, settings)
}
