import { resolve } from 'node:path'
import { startWorld } from '#dev/world.ts'

/** Only what integration tests need behind them: Postgres, Redis and the object store. */
export interface Backing {
  /** With the owner's rights. */
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly s3: {
    readonly endpoint: string
    readonly region: string
    readonly accessKeyId: string
    readonly secretAccessKey: string
  }
  /** The same as settings: MIGRATE_DATABASE_URL (the owner), DATABASE_URL (the application's login, made by the migration), REDIS_URL, S3_*. */
  readonly env: Readonly<Record<string, string>>
  restart(name: 'postgres' | 'redis' | 's3', signal?: NodeJS.Signals): Promise<void>
  halt(name: 'postgres' | 'redis' | 's3'): Promise<void>
  resume(name: 'postgres' | 'redis' | 's3'): Promise<void>
  stop(): Promise<void>
}

/** Starts the three on free ports (or from `portBase` up); settings such as DATABASE_URL replace a part by one elsewhere. */
export async function startBacking(options: { dataDir: string; portBase?: number }): Promise<Backing> {
  const world = await startWorld({
    dataDir: resolve(options.dataDir),
    portBase: options.portBase ?? 'free',
    without: ['idp', 'migrate', 'services', 'emulators', 'api', 'workers', 'board'],
    env: { WORKERS: '0' },
  })
  const { DATABASE_URL = '', MIGRATE_DATABASE_URL = '', REDIS_URL = '', ...env } = world.env()
  const wanted = Object.entries(env).filter(([name]) => name.startsWith('S3_'))
  return {
    databaseUrl: MIGRATE_DATABASE_URL,
    redisUrl: REDIS_URL,
    s3: {
      endpoint: env.S3_ENDPOINT ?? '',
      region: env.S3_REGION ?? '',
      accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
    },
    env: {
      DATABASE_URL,
      MIGRATE_DATABASE_URL,
      REDIS_URL,
      ...Object.fromEntries(wanted),
      MANDATE_DATA_DIR: resolve(options.dataDir),
    },
    restart: (name, signal) => world.restart(name, signal),
    halt: name => world.halt(name),
    resume: name => world.resume(name),
    stop: () => world.stop(),
  }
}
