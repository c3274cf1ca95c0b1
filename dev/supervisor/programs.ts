import { join } from 'node:path'
import type { WorldConfig } from '#dev/config.ts'
import { searchPath } from '#dev/config.ts'
import { postgresProgram } from '#dev/postgres/program.ts'
import { redisProgram } from '#dev/redis/program.ts'
import { COMPILED } from '#dev/supervisor/compiled.ts'
import { httpReady } from '#dev/supervisor/http-ready.ts'
import { MALLOC, nodeFlags } from '#dev/supervisor/memory-of.ts'
import type { PortName, ServiceName } from '#dev/supervisor/plan-ports.ts'
import {
  commandHmacKey,
  feedsDir,
  productEnv,
  s3Env,
  serviceEnv,
  serviceNames,
  type WorldPlan,
} from '#dev/supervisor/plan-world.ts'
import type { Program } from '#dev/supervisor/program.ts'

/** The table of the local world: every program, what it is told, and how it shows that it is ready. To add a program, add a row. */
export interface WorldPrograms {
  readonly programs: readonly Program[]
  /** With the owner's rights. */
  ownerUrl(): string
  /** The product's settings; Postgres must have been launched. */
  env(): Record<string, string>
}

/** `root` is where the programs lie: the repo, or a folder of a test. */
export function worldPrograms(plan: WorldPlan, root: string): WorldPrograms {
  const { config, portOf, dirOf } = plan
  const postgres = postgresProgram({ dataDir: dirOf('postgres'), port: portOf('postgres') })
  const ownerUrl = () => config.MIGRATE_DATABASE_URL ?? config.DATABASE_URL ?? postgres.url()
  const env = () => productEnv(plan, { url: config.DATABASE_URL ?? postgres.appUrl(), ownerUrl: ownerUrl() })

  const product = (
    name: string,
    phase: number,
    file: string,
    own: Record<string, string>,
    readyUrl?: string | readonly string[],
  ): Program => ({
    name,
    phase,
    launch: () => ({
      ...node(root, file),
      ...niceOf(file, plan.config),
      env: { ...MALLOC, ...COMPILED, ...told(file, env()), ...own },
    }),
    ready: (_child, signal) => (readyUrl ? httpReady(readyUrl, signal) : Promise.resolve()),
    oneShot: readyUrl === undefined,
    graceMs: 15_000,
  })
  const metrics = (name: PortName) => ({ METRICS_PORT: String(portOf(name)) })
  const privateUrl = (name: PortName, path: string) => `http://127.0.0.1:${portOf(name)}${path}`

  const rows: Program[] = [
    postgres,
    redisProgram({ dataDir: dirOf('redis'), port: portOf('redis'), path: searchPath() }),
    objectStore(plan, root),
    identityProvider(plan, root),
    product('migrate', 1, 'db/migrate.ts', {}),
    ...serviceNames.map(name => service(plan, root, name)),
    emulators(plan, root),
    product(
      'api',
      2,
      'api/main.ts',
      { API_PORT: String(portOf('api')), GRPC_PORT: String(portOf('grpc')), ...metrics('api-metrics') },
      `${plan.urls.api}/readyz`,
    ),
    ...Array.from({ length: config.WORKERS }, (_, index) => {
      const name = `worker-${index + 1}` as const
      return product(name, 2, 'workers/main.ts', metrics(`${name}-metrics`), privateUrl(`${name}-metrics`, '/readyz'))
    }),
    product(
      'board',
      2,
      'bull-board/main.ts',
      {
        BOARD_PORT: String(portOf('board')),
        API_URL: plan.urls.api,
        BOARD_ENVIRONMENT: 'local',
        ...metrics('board-metrics'),
      },
      // On its own port or on the private one, whichever has it.
      [`${plan.urls.board}/livez`, privateUrl('board-metrics', '/livez')],
    ),
  ]
  return { programs: rows.filter(row => !plan.external.has(row.name)), ownerUrl, env }
}

function objectStore(plan: WorldPlan, root: string): Program {
  const { config, portOf, dirOf } = plan
  const own = {
    PORT: String(portOf('s3')),
    HOST: '127.0.0.1',
    DATA_DIR: dirOf('s3'),
    S3_BUCKETS: `${config.S3_BUCKET}:versions ${config.S3_AUDIT_BUCKET}:lock ${config.S3_CUSTODY_BUCKET}:lock`,
  }
  return backing('s3', plan, root, 'dev/object-store/main.ts', { ...s3Env(plan), ...own }, `${plan.urls.s3}/livez`)
}

function identityProvider(plan: WorldPlan, root: string): Program {
  const { config, portOf, dirOf, urls, secrets } = plan
  const own = {
    PORT: String(portOf('idp')),
    HOST: '127.0.0.1',
    DATA_DIR: dirOf('idp'),
    OIDC_ISSUER: urls.idp,
    OIDC_AUDIENCE: config.OIDC_AUDIENCE,
    SERVICE_CLIENT_ID: config.SERVICE_CLIENT_ID,
    SERVICE_CLIENT_SECRET: config.SERVICE_CLIENT_SECRET ?? secrets.serviceClientSecret,
  }
  return backing('idp', plan, root, 'dev/idp/main.ts', own, `${urls.idp}/livez`)
}

function service(plan: WorldPlan, root: string, name: ServiceName): Program {
  const told = toldToServices(plan, portOf => portOf(name), `services/${name}`)
  const own = { ...told, ...toldAlone(plan, name) }
  return { ...backing(name, plan, root, `services/${name}/main.ts`, own, `${plan.services[name]}/health`), phase: 1 }
}

function toldAlone(plan: WorldPlan, name: ServiceName): Record<string, string> {
  // It signs commands, and the actuator checks them.
  if (name === 'enterprise') return { COMMAND_HMAC_KEY: commandHmacKey(plan) }
  // Whoever tries out NEW_MODEL_AVAILABLE names models as they like.
  if (name === 'core') return { CORE_MODELS: plan.config.inherited.CORE_MODELS ?? '*' }
  return {}
}

function emulators(plan: WorldPlan, root: string): Program {
  const own = toldToServices(plan, portOf => portOf('emulators'), 'emulators')
  return {
    ...backing('emulators', plan, root, 'services/emulators/main.ts', own, `${plan.urls.emulators}/health`),
    phase: 1,
  }
}

/** A service is a program of somebody else: it hears of its own place and of its neighbours, not of our database. */
function toldToServices(
  plan: WorldPlan,
  portOf: (of: WorldPlan['portOf']) => number,
  dir: string,
): Record<string, string> {
  return {
    PORT: String(portOf(plan.portOf)),
    HOST: '127.0.0.1',
    DATA_DIR: plan.dirOf(dir),
    REFERENCE_KNOBS: '1',
    SCOUT_FEEDS: plan.config.inherited.SCOUT_FEEDS ?? feedsDir(plan),
    ...serviceEnv(plan),
    ...s3Env(plan),
    OIDC_ISSUER: plan.urls.idp,
    OIDC_AUDIENCE: plan.config.OIDC_AUDIENCE,
  }
}

function backing(
  name: string,
  plan: WorldPlan,
  root: string,
  file: string,
  own: Record<string, string>,
  readyUrl: string,
): Program {
  return {
    name,
    phase: 0,
    launch: () => ({
      ...node(root, file),
      ...niceOf(file, plan.config),
      env: { ...COMPILED, ...withoutOurSecrets(plan.config.inherited), ...own },
    }),
    ready: (_child, signal) => httpReady(readyUrl, signal),
    graceMs: 8_000,
  }
}

/** Only the migration may own things, only workers sign the trail, only API and workers check commands and seal what they keep: nobody else hears of it. */
function told(file: string, env: Readonly<Record<string, string>>): Record<string, string> {
  const {
    MIGRATE_DATABASE_URL = '',
    AUDIT_SIGNING_KEY = '',
    COMMAND_HMAC_KEY = '',
    TOKEN_SEALING_KEY = '',
    ...rest
  } = env
  if (file === 'db/migrate.ts') return { ...rest, MIGRATE_DATABASE_URL }
  if (file === 'api/main.ts') return { ...rest, COMMAND_HMAC_KEY, TOKEN_SEALING_KEY }
  return file === 'workers/main.ts' ? { ...rest, AUDIT_SIGNING_KEY, COMMAND_HMAC_KEY, TOKEN_SEALING_KEY } : rest
}

function withoutOurSecrets(inherited: Readonly<Record<string, string>>): Record<string, string> {
  const ours = new Set([
    'DATABASE_URL',
    'MIGRATE_DATABASE_URL',
    'REDIS_URL',
    'SERVICE_CLIENT_SECRET',
    'AUDIT_SIGNING_KEY',
    'COMMAND_HMAC_KEY',
    'COMMAND_HMAC_KEY_PREVIOUS',
    'TOKEN_SEALING_KEY',
  ])
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => !ours.has(name)))
}

/** What workers and the services that they ask do can wait; somebody waits for an answer of the API and of all that it needs for it. */
function niceOf(file: string, { WORKERS_NICE: nice }: WorldConfig): { nice?: number } {
  return nice > 0 && (file.startsWith('workers/') || file.startsWith('services/')) ? { nice } : {}
}

function node(root: string, file: string) {
  return { command: process.execPath, args: [...nodeFlags(file), join(root, file)], cwd: root }
}
