// Workers that only send, one after the other, each behind taps on all its wires, to be killed at a point.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformEmulators } from '#test/support/platform-emulators.ts'
import type { Scenario } from '../chaos-world.ts'
import type { Round } from './round.ts'
import { tapPlatform } from './tap-platform.ts'
import { tapPostgres } from './tap-postgres.ts'
import { tapRedis } from './tap-redis.ts'

export interface Victims {
  /** Starts one, lets it come to the point of the round, and kills it there; `before`: with all held still. */
  killAt(round: Round, before: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

const SENDING = ['TWITTER', 'META', 'LINKEDIN'] as const

export async function openVictims(scenario: Scenario, { urls }: PlatformEmulators): Promise<Victims> {
  let round: Round | undefined
  const current = () => round
  const { DATABASE_URL = '', REDIS_URL = '' } = scenario.env
  const [postgres, redis] = await Promise.all([tapPostgres(DATABASE_URL, current), tapRedis(REDIS_URL, current)])
  const platforms = await Promise.all(SENDING.map(platform => tapPlatform(urls[platform], current)))
  const env = {
    DATABASE_URL: through(DATABASE_URL, postgres.port),
    REDIS_URL: through(REDIS_URL, redis.port),
    ...Object.fromEntries(
      SENDING.map((name, index) => [`PLATFORM_${name}_URL`, through(urls[name], platforms[index]?.port ?? 0)]),
    ),
    QUEUES: SENDING.map(name => `actuator.${name.toLowerCase()}`).join(' '),
    NODE_COMPILE_CACHE: join(tmpdir(), 'mandate-chaos-compiled'),
  }
  return {
    async killAt(next, before) {
      round = next
      const victim = scenario.launch({ env })
      await Promise.race([
        next.ripe,
        victim.exited.then(code => Promise.reject(new Error(`a victim ended by itself with ${code}`))),
      ])
      await before()
      victim.signal('SIGKILL')
      await victim.exited
    },
    async close() {
      await Promise.all([postgres, redis, ...platforms].map(tap => tap.close()))
    },
  }
}

const through = (url: string, port: number) => Object.assign(new URL(url), { port: String(port) }).href
