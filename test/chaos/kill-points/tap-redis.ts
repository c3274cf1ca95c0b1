// Between a worker and Redis: what it says of a job whose step is recorded can only be that it is complete.
import type { Round } from './round.ts'
import { openTap, type Tap } from './tap.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

export const tapRedis = (url: string, round: () => Round | undefined): Promise<Tap> =>
  openTap(url, wire => {
    let held = false
    return {
      fromClient(bytes) {
        const passes = round()?.at('complete', bytes.toString('latin1').match(UUID) ?? []) ?? 'all'
        held ||= passes !== 'all'
        if (!held) wire.toServer(bytes)
      },
      fromServer: bytes => wire.toClient(bytes),
    }
  })
