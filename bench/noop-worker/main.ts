// A worker process of the scale measurement: says when it takes work and what processor time it has used; ends when it is told to.
import { openNoopWorker } from '../contestants/noop-worker.ts'
import { cpuClock } from '../servers/cpu-clock.ts'

export interface NoopWorkerTask {
  place: Parameters<typeof openNoopWorker>[0]
  stageMs: number
}
export type NoopWorkerAsk = { task: NoopWorkerTask } | 'used' | 'end'
export type NoopWorkerSays = 'ready' | { usedSeconds: number; rssMb: number }

let worker: Awaited<ReturnType<typeof openNoopWorker>> | undefined
const say = (what: NoopWorkerSays) => process.send?.(what)

process.on('message', (ask: NoopWorkerAsk) => {
  void answer(ask).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

async function answer(ask: NoopWorkerAsk): Promise<void> {
  if (ask === 'used') say({ usedSeconds: cpuClock({}).node, rssMb: process.memoryUsage.rss() / 1e6 })
  else if (ask === 'end') {
    await worker?.close()
    process.disconnect()
  } else {
    worker = await openNoopWorker(ask.task.place, { stageMs: ask.task.stageMs })
    say('ready')
  }
}
