import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type WorldConfig, worldConfig } from '#dev/config.ts'
import { signToken, type TokenRequest } from '#dev/idp/sign-token.ts'
import { type ClaimedPorts, claimPorts, findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { describeWorld } from '#dev/supervisor/describe-world.ts'
import { type Endpoints, endpointsPath, writeEndpoints } from '#dev/supervisor/endpoints.ts'
import { takeInstanceLock } from '#dev/supervisor/instance-lock.ts'
import { planPorts, type WantedPort } from '#dev/supervisor/plan-ports.ts'
import { externalParts, planWorld } from '#dev/supervisor/plan-world.ts'
import type { Program } from '#dev/supervisor/program.ts'
import { worldPrograms } from '#dev/supervisor/programs.ts'
import { rotateLog } from '#dev/supervisor/run-program.ts'
import type { Child } from '#dev/supervisor/spawn-child.ts'
import { startReaper } from '#dev/supervisor/start-reaper.ts'
import { type Supervised, supervise } from '#dev/supervisor/supervise.ts'
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
  const root = options.root ?? resolve(import.meta.dirname, '..')
  const note = options.onNote ?? (() => {})
  const wanted = planPorts(config)
  const apiPort = wanted.find(row => row.name === 'api')?.port
  const lock = await takeInstanceLock(dataDir, `http://127.0.0.1:${apiPort}`)
  const reaper = startReaper()
  const alive = new Set<Child>()
  const parts = new Map<string, Supervised>()
  let isOver = false

  const onSpawn = (program: Program, child: Child) => {
    alive.add(child)
    lock.recordChild(program.name, child.pid, program.stopSignal ?? 'SIGTERM')
    void child.exited.then(() => {
      alive.delete(child)
      if (!isOver) lock.forgetChild(child.pid)
    })
  }
  const stop = async () => {
    for (const phase of phasesOf(parts).reverse()) await Promise.all(phase.map(part => part.halt()))
    isOver = true
    rmSync(endpointsPath(dataDir), { force: true })
    await reaper.close()
    lock.release()
  }

  try {
    const left = leftOut(config, options.without ?? [])
    const { ports, moved } = await claimNeeded(wanted, left)
    moved.forEach(note)
    const plan = planWorld(config, ports, worldSecrets(dataDir))
    const { programs, databaseUrl, env } = worldPrograms(plan, root)
    const context = { logDir: join(dataDir, 'logs'), reaper, readyTimeoutMs: 60_000, onSpawn }
    const endpoints = () => describeWorld(plan, parts, databaseUrl)
    let isUp = false
    const onChange = () => {
      if (isUp && !isOver) writeEndpoints(dataDir, endpoints())
    }
    for (const program of programs.filter(row => !left.has(row.name))) {
      rotateLog(program, context.logDir)
      const keep = { revive: config.SUPERVISE, reviveAfterMs: 1_000, onChange, onNote: note }
      parts.set(program.name, supervise(program, context, keep))
    }
    const giveUp = () => void Promise.all([...parts.values()].map(part => part.halt()))
    options.signal?.addEventListener('abort', giveUp, { once: true })
    for (const phase of phasesOf(parts)) {
      options.signal?.throwIfAborted()
      await Promise.all(phase.map(part => part.start()))
    }
    options.signal?.throwIfAborted()
    options.signal?.removeEventListener('abort', giveUp)
    isUp = true
    onChange()
    const part = (name: string) => {
      const found = parts.get(name)
      if (!found) throw new Error(`nothing is called ${name} here: ${[...parts.keys()].join(' ')}`)
      return found
    }
    return {
      config,
      names: [...parts.keys()],
      endpoints,
      env,
      token: request =>
        signToken({ keysDir: join(dataDir, 'idp'), issuer: plan.urls.idp, audience: config.OIDC_AUDIENCE }, request),
      kill: (name, signal) => part(name).kill(signal),
      halt: name => part(name).halt(),
      resume: name => part(name).start(),
      restart: (name, signal) => part(name).restart(signal),
      stop,
      force: () => {
        for (const child of alive) process.kill(-child.pid, 'SIGKILL')
      },
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
    services: ['radar', 'analyst', 'visual', 'optimizer', 'scout', 'enterprise'],
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

function phasesOf(parts: ReadonlyMap<string, Supervised>): Supervised[][] {
  const byPhase = Map.groupBy(parts.values(), part => part.program.phase)
  return [...byPhase.keys()].sort((a, b) => a - b).map(phase => byPhase.get(phase) ?? [])
}
