// This engine on its real code paths, the API's and the worker's half in one process as with the other contestants.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { openAsker } from './asker.ts'
import type { Contestant, Place } from './contestant.ts'
import { openNoopWorker } from './noop-worker.ts'
import { createUnfinished } from './unfinished.ts'

export async function engine(place: Place): Promise<Contestant> {
  const unfinished = createUnfinished()
  const asker = openAsker(place)
  const worker = await openNoopWorker(place, { onSettled: id => unfinished.finish(id) })
  return {
    async run(index) {
      const id = uuid()
      const finished = unfinished.wait(id)
      await asker.ask(id, place.tenantIds[index % place.tenantIds.length] ?? id)
      await finished
    },
    async close() {
      await worker.close()
      await asker.close()
    },
  }
}
