// Settings of the verifier: where ledger and bucket are. It needs no right to write and no private key.
import { z } from 'zod'
import { parseSettings } from '#queues/parse-settings.ts'

export type VerifyConfig = ReturnType<typeof verifyConfig>

/** @throws SettingsError naming every wrong setting */
export function verifyConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      S3_ENDPOINT: z.url({ protocol: /^https?$/ }),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string(),
      S3_SECRET_ACCESS_KEY: z.string(),
      S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
      /** A file with a JSON Web Key Set that the verifier trusts, instead of what is published now. */
      AUDIT_KEYS: z.string().optional(),
    },
    env,
  )
}
