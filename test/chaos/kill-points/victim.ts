// Workers that only send, one after the other, each behind taps on all its wires, to be killed at a point.
import type { PlatformEmulators } from '#test/support/platform-emulators.ts'
import { pause, type Scenario } from '../chaos-world.ts'
import type { Round } from './round.ts'
import { tapPlatform } from './tap-platform.ts'
import { tapPostgres } from './tap-postgres.ts'
import { tapRedis } from './tap-redis.ts'

export interface Victims {
  /** Starts one, lets it come to the point of the round, and kills it there; `before`: with all held still. */
  killAt(round: Round, before: () => Promise<void>): Promise<void>
  /** Starts one, stops it at the point, and after `pauseMs` lets it and what was held go on: it stays. */
  pauseAt(round: Round, pauseMs: number): Promise<void>
  close(): Promise<void>
}

const SENDING = ['TWITTER', 'META', 'LINKEDIN'] as const

export async function openVictims(
  scenario: Scenario,
  { urls }: PlatformEmulators,
  settings: Record<string, string>,
): Promise<Victims> {
  let round: Round | undefined
  const current = () => round
  const { DATABASE_URL = '', REDIS_URL = '' } = scenario.env
  const [postgres, redis] = await Promise.all([tapPostgres(DATABASE_URL, current), tapRedis(REDIS_URL, current)])
  const platforms = await Promise.all(SENDING.map(platform => tapPlatform(urls[platform], current)))
  const env = {
    ...settings,
    DATABASE_URL: through(DATABASE_URL, postgres.port),
    REDIS_URL: through(REDIS_URL, redis.port),
    ...Object.fromEntries(
      SENDING.map((name, index) => [`PLATFORM_${name}_URL`, through(urls[name], platforms[index]?.port ?? 0)]),
    ),
    QUEUES: SENDING.map(name => `actuator.${name.toLowerCase()}`).join(' '),
  }
  const bringTo = async (next: Round) => {
    round = next
    const victim = scenario.launch({ env })
    const endedByItself = victim.exited.then(code => Promise.reject(new Error(`a victim ended by itself with ${code}`)))
    await Promise.race([next.ripe, endedByItself])
    return victim
  }
  return {
    async killAt(next, before) {
      const victim = await bringTo(next)
      await before()
      victim.signal('SIGKILL')
      await victim.exited
    },
    async pauseAt(next, pauseMs) {
      const victim = await bringTo(next)
      victim.signal('SIGSTOP')
      await pause(pauseMs)
      next.release()
      victim.signal('SIGCONT')
    },
    async close() {
      await Promise.all([postgres, redis, ...platforms].map(tap => tap.close()))
    },
  }
}

const through = (url: string, port: number) => Object.assign(new URL(url), { port: String(port) }).href
