// Settings of what prepares a deployment.
import { z } from 'zod'
import { parseSettings } from '#queues/parse-settings.ts'

/** @throws SettingsError naming every wrong setting */
export function bucketsConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      S3_ENDPOINT: z.url({ protocol: /^https?$/ }),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string(),
      S3_SECRET_ACCESS_KEY: z.string(),
      S3_BUCKET: z.string().default('mandate'),
      S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
      S3_CUSTODY_BUCKET: z.string().default('mandate-custody'),
    },
    env,
  )
}
