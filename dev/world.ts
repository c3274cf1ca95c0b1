import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type WorldConfig, worldConfig } from '#dev/config.ts'
import { writeFeeds } from '#dev/feeds/write-feeds.ts'
import { signToken, type TokenRequest } from '#dev/idp/sign-token.ts'
import { type ClaimedPorts, claimPorts, findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { describeWorld } from '#dev/supervisor/describe-world.ts'
import { type Endpoints, endpointsPath, writeEndpoints } from '#dev/supervisor/endpoints.ts'
import { openRun } from '#dev/supervisor/open-run.ts'
import { planPorts, type WantedPort } from '#dev/supervisor/plan-ports.ts'
import { externalParts, feedsDir, planWorld } from '#dev/supervisor/plan-world.ts'
import { worldPrograms } from '#dev/supervisor/programs.ts'
import { worldSecrets } from '#dev/supervisor/world-secrets.ts'

export interface WorldOptions {
  /** Where all state lies; default `MANDATE_DATA_DIR` or `.data`. */
  readonly dataDir?: string
  /** As PORT_BASE; `free` looks for one, for tests and the demo. */
  readonly portBase?: number | 'free'
  /** Settings over those of the environment; `''` takes one away. */
  readonly env?: Readonly<Record<string, string>>
  /** Names that are not started: of programs, or `services`, `workers`. */
  readonly without?: readonly string[]
  /** Hears what a person at the terminal should read; default nobody. */
  readonly onNote?: (line: string) => void
  /** Gives up starting. */
  readonly signal?: AbortSignal
  /** Where the programs lie; a test may have its own. */
  readonly root?: string
}

/** The whole system on this machine, as it runs. Names are `postgres redis s3 idp scout … emulators api worker-1 … board`. */
export interface World {
  readonly config: WorldConfig
  readonly names: readonly string[]
  endpoints(): Endpoints
  /** The product's settings in this world, secrets included, for running a program of it by hand. */
  env(): Record<string, string>
  /** A bearer token of the local identity provider. */
  token(request: TokenRequest): Promise<string>
  /** As a crash: supervision brings it back after 1 s. Resolves when it is gone. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>
  /** Stops it in order and keeps it down until `resume`. */
  halt(name: string): Promise<void>
  resume(name: string): Promise<void>
  /** Down (in order, or by the signal: SIGQUIT is Postgres' immediate) and up again; resolves when ready. */
  restart(name: string, signal?: NodeJS.Signals): Promise<void>
  /** Everything down in reverse order. */
  stop(): Promise<void>
  /** Everything down at once. */
  force(): void
}

/** Starts the local world and resolves when all of it is ready. Throws AlreadyRunning, PortsTaken, ConfigError or StartFailed. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const config = await configOf(options)
  const { dataDir } = config
  const note = options.onNote ?? (() => {})
  const wanted = planPorts(config)
  // Filled in once the ports are known, before any part is up.
  let describe = (): Endpoints => {
    throw new Error('the world has not been planned yet')
  }
  const run = await openRun({
    dataDir,
    apiUrl: `http://127.0.0.1:${wanted.find(row => row.name === 'api')?.port}`,
    revive: config.SUPERVISE,
    onChange: () => writeEndpoints(dataDir, describe()),
    onNote: note,
  })
  const stop = async () => {
    await run.stop()
    rmSync(endpointsPath(dataDir), { force: true })
  }
  try {
    const left = leftOut(config, options.without ?? [])
    const { ports, moved } = await claimNeeded(wanted, left)
    moved.forEach(note)
    const plan = planWorld(config, ports, worldSecrets(dataDir))
    if (!left.has('scout')) await writeFeeds(feedsDir(plan), new Date())
    const { programs, ownerUrl, env } = worldPrograms(plan, options.root ?? resolve(import.meta.dirname, '..'))
    describe = () => describeWorld(plan, run.parts, ownerUrl)
    const started = programs.filter(row => !left.has(row.name))
    await run.start(started, options.signal)
    const issuer = { keysDir: join(dataDir, 'idp'), issuer: plan.urls.idp, audience: config.OIDC_AUDIENCE }
    return {
      config,
      names: started.map(row => row.name),
      endpoints: describe,
      env,
      token: request => signToken(issuer, request),
      kill: (name, signal) => run.part(name).kill(signal),
      halt: name => run.part(name).halt(),
      resume: name => run.part(name).start(),
      restart: (name, signal) => run.part(name).restart(signal),
      stop,
      force: () => run.force(),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function configOf(options: WorldOptions): Promise<WorldConfig> {
  const base = options.portBase === 'free' ? await findFreeBase() : options.portBase
  return worldConfig({
    ...(options.dataDir !== undefined && { MANDATE_DATA_DIR: options.dataDir }),
    ...(base !== undefined && { PORT_BASE: String(base) }),
    ...options.env,
  })
}

/** External parts and those the caller does without; groups are spelt out. */
function leftOut(config: WorldConfig, without: readonly string[]): Set<string> {
  const groups: Record<string, readonly string[]> = {
    services: ['radar', 'analyst', 'visual', 'optimizer', 'scout', 'enterprise', 'builder', 'guard'],
    workers: Array.from({ length: config.WORKERS }, (_, index) => `worker-${index + 1}`),
  }
  return new Set([...externalParts(config), ...without.flatMap(name => groups[name] ?? [name])])
}

/** Ports of what is not started here are not looked at: somebody else may well have them. */
async function claimNeeded(wanted: readonly WantedPort[], left: ReadonlySet<string>): Promise<ClaimedPorts> {
  const isLeft = (row: WantedPort) => left.has(row.name.replace(/-metrics$/, ''))
  const { ports, moved } = await claimPorts(wanted.filter(row => !isLeft(row)))
  const others = wanted.filter(isLeft).map(row => [row.name, row.port] as const)
  return { ports: new Map([...others, ...ports]), moved }
}
