import { resolve } from 'node:path'
import { z } from 'zod'

/** The settings of the local identity provider, all wrong ones reported together. */
export function idpConfig(): IdpConfig {
  const parsed = schema.safeParse(process.env)
  if (!parsed.success) {
    throw new Error(
      `wrong settings: ${parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
    )
  }
  const { DATA_DIR, PORT, OIDC_ISSUER, ...rest } = parsed.data
  return { ...rest, PORT, dataDir: resolve(DATA_DIR), issuer: OIDC_ISSUER ?? `http://127.0.0.1:${PORT}` }
}

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().default('mandate'),
  SERVICE_CLIENT_ID: z.string(),
  SERVICE_CLIENT_SECRET: z.string().min(8),
})

export type IdpConfig = Readonly<Omit<z.output<typeof schema>, 'DATA_DIR' | 'OIDC_ISSUER'>> & {
  readonly dataDir: string
  readonly issuer: string
}
