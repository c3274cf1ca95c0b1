// SIGSTOP of one worker after the other for 3 to 15 s: before, while and after it sends, as it happens to be.
import { between, pause } from '../chaos-world.ts'
import { type Strikes, strikeUntilOver } from './storm.ts'

export const randomPauses: Strikes = async ground => {
  const pausesMs: number[] = []
  await strikeUntilOver(ground, async nth => {
    await pause(between(50, 500))
    const { workers } = ground.scenario
    const frozen = workers[nth % workers.length]
    const pauseMs = Math.round(between(3000, 15_000))
    frozen?.signal('SIGSTOP')
    await pause(pauseMs)
    frozen?.signal('SIGCONT')
    pausesMs.push(pauseMs)
  })
  return { pausesMs }
}
