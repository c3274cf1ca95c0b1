// Settings of the step after a restore: the restored ledger, and the bucket whose checkpoints tell what it has lost.
import { z } from 'zod'
import { parseSettings } from '#queues/parse-settings.ts'

/** @throws SettingsError naming every wrong setting */
export function restoreConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      S3_ENDPOINT: z.url({ protocol: /^https?$/ }),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string(),
      S3_SECRET_ACCESS_KEY: z.string(),
      S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
    },
    env,
  )
}
