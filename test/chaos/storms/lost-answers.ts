// The platforms publish and do not say so: the connection is cut after the body, or the answer is a 500.
import { pause } from '../chaos-world.ts'
import { type Strikes, strikeUntilOver } from './storm.ts'

export const lostAnswers =
  (fault: 'commit_then_drop' | 'commit_then_500'): Strikes =>
  async ground => {
    await ground.emulators.fault({ fault })
    await strikeUntilOver(ground, () => pause(250))
    return {}
  }
