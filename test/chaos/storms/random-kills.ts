// SIGKILL of either worker every 250 to 500 ms in which both were up; each is replaced at once.
import { between, pause } from '../chaos-world.ts'
import { type Strikes, strikeUntilOver } from './storm.ts'

export const randomKills: Strikes = async ground => {
  const { scenario, env } = ground
  const kills = await strikeUntilOver(ground, async () => {
    await pause(between(250, 500))
    const dying = scenario.workers[Math.floor(Math.random() * scenario.workers.length)]
    dying?.signal('SIGKILL')
    await Promise.all([dying?.exited, scenario.spawn({ env })])
  })
  return { kills }
}
