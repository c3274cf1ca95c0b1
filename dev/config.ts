import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

/**
 * The settings of the local world, read once from the environment (`overrides` win), all wrong ones reported together.
 * `NAME_FILE` reads a value from a file. What is set here beyond our own goes to the programs as it is.
 */
export function worldConfig(overrides: Readonly<Record<string, string | undefined>> = {}): WorldConfig {
  const environment = withFiles({ ...process.env, ...overrides })
  const parsed = settings.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`wrong settings:\n${wrong.join('\n')}`)
  }
  const { MANDATE_DATA_DIR, ...rest } = parsed.data
  return { ...rest, dataDir: resolve(MANDATE_DATA_DIR), inherited: inheritable(environment) }
}

/** Settings that can't be used; the message names each. */
export class ConfigError extends Error {}

/** Where programs are looked for. */
export function searchPath(): string {
  return process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'
}

/** Whether `npm run …` is our parent. */
export function isRunByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined
}

const port = z.coerce.number().int().min(1).max(65_535).optional()
const url = z.url().optional()

const settings = z.object({
  MANDATE_DATA_DIR: z.string().default('.data'),
  PORT_BASE: z.coerce.number().int().min(1024).max(65_400).optional(),
  API_PORT: port,
  BOARD_PORT: port,
  IDP_PORT: port,
  S3_PORT: port,
  GRPC_PORT: port,
  EMULATOR_PORT: port,
  METRICS_PORT: port,
  DATABASE_URL: z.string().optional(),
  MIGRATE_DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  REDIS_CLUSTER_NODES: z.string().optional(),
  S3_ENDPOINT: url,
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_BUCKET: z.string().default('mandate'),
  S3_AUDIT_BUCKET: z.string().default('mandate-audit'),
  S3_CUSTODY_BUCKET: z.string().default('mandate-custody'),
  OIDC_ISSUER: url,
  OIDC_AUDIENCE: z.string().default('mandate'),
  SERVICE_CLIENT_ID: z.string().default('mandate-services'),
  SERVICE_CLIENT_SECRET: z.string().optional(),
  AUDIT_SIGNING_KEY: z.string().optional(),
  SERVICE_SCOUT_URL: url,
  SERVICE_RADAR_URL: url,
  SERVICE_ANALYST_URL: url,
  SERVICE_VISUAL_URL: url,
  SERVICE_OPTIMIZER_URL: url,
  SERVICE_ENTERPRISE_URL: url,
  SERVICE_CORE_URL: url,
  SERVICE_BUILDER_URL: url,
  SERVICE_GUARD_URL: url,
  SERVICE_INGEST_URL: url,
  PLATFORM_MOCK_URL: url,
  QUEUES: z.string().optional(),
  WORKERS: z.coerce.number().int().min(0).max(64).default(1),
  /** At 10 they get a tenth of what the others get when all want the processor. */
  WORKERS_NICE: z.coerce.number().int().min(0).max(19).default(10),
  SUPERVISE: z
    .enum(['0', '1'])
    .default('1')
    .transform(value => value === '1'),
})

export type WorldConfig = Readonly<Omit<z.output<typeof settings>, 'MANDATE_DATA_DIR'>> & {
  readonly dataDir: string
  /** The environment that the programs start from. */
  readonly inherited: Readonly<Record<string, string>>
}

/** npm's own variables and what only the world itself reads stay here; a stray PORT must not reach a service. */
function inheritable(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const ours = new Set([
    'PORT',
    'DATA_DIR',
    'HOST',
    'PORT_BASE',
    'WORKERS',
    'SUPERVISE',
    'METRICS_PORT',
    'NODE_CHANNEL_FD',
    'INIT_CWD',
  ])
  const kept = Object.entries(environment).filter(
    ([name]) => !ours.has(name) && !/^npm_/i.test(name) && !/^VITEST/.test(name),
  )
  return Object.fromEntries(kept.flatMap(([name, value]) => (value ? [[name, value] as const] : [])))
}

function withFiles(environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const read = { ...environment }
  for (const name of Object.keys(settings.shape)) {
    const path = environment[`${name}_FILE`]
    if (path) read[name] ??= readFileSync(path, 'utf8').trim()
    delete read[`${name}_FILE`] // given twice, a program would refuse it
  }
  return read
}
