// A server is hurt in even intervals: Redis emptied, Postgres restarted.
import { pause } from '../chaos-world.ts'
import { type Strikes, strikeUntilOver } from './storm.ts'

export const flushAllEvery =
  (everyMs: number): Strikes =>
  async ground => {
    const flushes = await strikeUntilOver(ground, async () => {
      await pause(everyMs)
      await ground.scenario.flushRedis()
    })
    return { flushes }
  }

/** In turns as it is told to, and as after a crash. */
export const restartPostgresEvery =
  (everyMs: number): Strikes =>
  async ground => {
    const restarts = await strikeUntilOver(ground, async nth => {
      await pause(everyMs)
      await ground.scenario.backing.restart('postgres', nth % 2 === 0 ? 'SIGINT' : 'SIGQUIT')
    })
    return { restarts }
  }
