import { join } from 'node:path'
import type { WorldConfig } from '#dev/config.ts'
import { type PortName, type ServiceName, serviceOffsets } from '#dev/supervisor/plan-ports.ts'
import type { WorldSecrets } from '#dev/supervisor/world-secrets.ts'

/** Everything decided before the first process starts: what is ours, what is somebody else's, and every URL but the database's. */
export interface WorldPlan {
  readonly config: WorldConfig
  readonly ports: ReadonlyMap<PortName, number>
  readonly secrets: WorldSecrets
  readonly external: ReadonlySet<string>
  readonly urls: Readonly<Record<'api' | 'grpc' | 'board' | 'idp' | 's3' | 'emulators' | 'redis', string>>
  readonly services: Readonly<Record<ServiceName, string>>
  portOf(name: PortName): number
  dirOf(name: string): string
}

export const serviceNames = Object.keys(serviceOffsets) as ServiceName[]

export function planWorld(config: WorldConfig, ports: ReadonlyMap<PortName, number>, secrets: WorldSecrets): WorldPlan {
  const portOf = (name: PortName) => {
    const port = ports.get(name)
    if (port === undefined) throw new Error(`no port was claimed for ${name}`)
    return port
  }
  const local = (name: PortName) => `http://127.0.0.1:${portOf(name)}`
  const serviceUrl = (name: ServiceName) => config[serviceSetting(name)] ?? local(name)
  return {
    config,
    ports,
    secrets,
    external: externalParts(config),
    urls: {
      api: local('api'),
      grpc: local('grpc'),
      board: local('board'),
      idp: config.OIDC_ISSUER ?? local('idp'),
      s3: config.S3_ENDPOINT ?? local('s3'),
      emulators: local('emulators'),
      redis:
        config.REDIS_URL ??
        (config.REDIS_CLUSTER_NODES ? `redis://${config.REDIS_CLUSTER_NODES}` : `redis://127.0.0.1:${portOf('redis')}`),
    },
    services: Object.fromEntries(serviceNames.map(name => [name, serviceUrl(name)])) as Record<ServiceName, string>,
    portOf,
    dirOf: name => join(config.dataDir, name),
  }
}

/** What the settings name elsewhere is not started here. */
export function externalParts(config: WorldConfig): Set<string> {
  const elsewhere: Record<string, unknown> = {
    postgres: config.DATABASE_URL,
    redis: config.REDIS_URL ?? config.REDIS_CLUSTER_NODES,
    s3: config.S3_ENDPOINT,
    idp: config.OIDC_ISSUER,
    ...Object.fromEntries(serviceNames.map(name => [name, config[serviceSetting(name)]])),
  }
  return new Set(Object.keys(elsewhere).filter(name => elsewhere[name] !== undefined))
}

/**
 * The settings that name the parts of this world, as every process of the product is told them. Processes log in as the application,
 * which owns nothing; only the migration uses the owner's URL.
 */
export function productEnv(plan: WorldPlan, database: { url: string; ownerUrl: string }): Record<string, string> {
  const { config, secrets } = plan
  return {
    ...LOCAL_SETTINGS,
    ...config.inherited,
    NODE_ENV: config.inherited.NODE_ENV ?? 'development',
    MANDATE_DATA_DIR: config.dataDir,
    DATABASE_URL: database.url,
    MIGRATE_DATABASE_URL: database.ownerUrl,
    ...(config.REDIS_CLUSTER_NODES === undefined && { REDIS_URL: plan.urls.redis }),
    ...s3Env(plan),
    AUDIT_SIGNING_KEY: config.AUDIT_SIGNING_KEY ?? secrets.auditSigningKey,
    OIDC_ISSUER: plan.urls.idp,
    OIDC_AUDIENCE: config.OIDC_AUDIENCE,
    SERVICE_CLIENT_ID: config.SERVICE_CLIENT_ID,
    SERVICE_CLIENT_SECRET: config.SERVICE_CLIENT_SECRET ?? secrets.serviceClientSecret,
    COMMAND_HMAC_KEY: commandHmacKey(plan),
    TOKEN_SEALING_KEY: config.inherited.TOKEN_SEALING_KEY ?? secrets.tokenSealingKey,
    ...platformEnv(plan),
    ...serviceEnv(plan),
  }
}

/** Shared by enterprise and the actuator. */
export function commandHmacKey({ config, secrets }: WorldPlan): string {
  return config.inherited.COMMAND_HMAC_KEY ?? secrets.commandHmacKey
}

/** The platforms are emulated unless a real address is set. */
function platformEnv({ config, urls }: WorldPlan): Record<string, string> {
  const { inherited } = config
  const isReal = ['TWITTER', 'META', 'LINKEDIN'].some(name => inherited[`PLATFORM_${name}_URL`] !== undefined)
  return {
    PLATFORMS_EMULATED: inherited.PLATFORMS_EMULATED ?? (isReal ? '0' : '1'),
    PLATFORM_POLL_MS: inherited.PLATFORM_POLL_MS ?? (isReal ? '2000' : '250'),
    PLATFORM_TWITTER_URL: inherited.PLATFORM_TWITTER_URL ?? `${urls.emulators}/x`,
    PLATFORM_META_URL: inherited.PLATFORM_META_URL ?? `${urls.emulators}/meta`,
    PLATFORM_LINKEDIN_URL: inherited.PLATFORM_LINKEDIN_URL ?? `${urls.emulators}/linkedin`,
    PLATFORM_MOCK_URL: config.PLATFORM_MOCK_URL ?? `${urls.emulators}/mock`,
  }
}

/** What differs on one machine from a production default; the environment wins. */
const LOCAL_SETTINGS = {
  DEFAULT_CHANNELS: 'MOCK:demo',
  ACCOUNTS_ON_FIRST_USE: '1',
  RECONCILE_QUIET_MS: '15000',
  METRICS_SCHEDULE_S: '2,10,60,300',
  CORE_AGAIN_MS: '5000',
  // Whoever tries webhooks out listens on this machine.
  WEBHOOK_ALLOWED_HOSTS: '127.0.0.1 localhost [::1]',
  // A lock can't be opened again, and this disk is somebody's own.
  AUDIT_RETENTION_DAYS: '1',
  CUSTODY_RETENTION_DAYS: '1',
  FINALIZE_GRACE_MS: '5000',
  SEAL_AGAIN_MS: '1000',
  DRAIN_NOTICE_MS: '500',
}

export function s3Env({ config, secrets, urls }: WorldPlan): Record<string, string> {
  return {
    S3_ENDPOINT: urls.s3,
    S3_REGION: config.S3_REGION,
    S3_ACCESS_KEY_ID: config.S3_ACCESS_KEY_ID ?? secrets.s3AccessKeyId,
    S3_SECRET_ACCESS_KEY: config.S3_SECRET_ACCESS_KEY ?? secrets.s3SecretAccessKey,
    S3_BUCKET: config.S3_BUCKET,
    S3_AUDIT_BUCKET: config.S3_AUDIT_BUCKET,
    S3_CUSTODY_BUCKET: config.S3_CUSTODY_BUCKET,
  }
}

export function serviceEnv(plan: WorldPlan): Record<string, string> {
  return Object.fromEntries(serviceNames.map(name => [serviceSetting(name), plan.services[name]]))
}

/** Where the sample feeds of this machine lie, unless SCOUT_FEEDS names others. */
export const feedsDir = (plan: WorldPlan) => plan.dirOf('feeds')

export function serviceSetting(name: ServiceName) {
  return `SERVICE_${name.toUpperCase() as Uppercase<ServiceName>}_URL` as const
}
