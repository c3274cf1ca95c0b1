// Settings of the verifier of sessions: custody, and who else may be asked. It needs no right to write and no private key.
import { z } from 'zod'
import { parseSettings } from '#queues/parse-settings.ts'

/** @throws SettingsError naming every wrong setting */
export function verifySessionConfig(env: NodeJS.ProcessEnv) {
  return parseSettings(
    {
      S3_ENDPOINT: z.url({ protocol: /^https?$/ }),
      S3_REGION: z.string().default('us-east-1'),
      S3_ACCESS_KEY_ID: z.string(),
      S3_SECRET_ACCESS_KEY: z.string(),
      S3_CUSTODY_BUCKET: z.string().default('mandate-custody'),
      /** The ledger, whose rows are compared when it is reached. */
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
      /** Whose published keys are the trust anchor when it is reached. */
      SERVICE_GUARD_URL: z.url({ protocol: /^https?$/ }).optional(),
    },
    env,
  )
}
