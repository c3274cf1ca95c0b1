// The parent's side of a worker process of the scale measurement.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import type { NoopWorkerAsk, NoopWorkerSays, NoopWorkerTask } from './main.ts'

export interface NoopWorkerProcess {
  used(): Promise<{ usedSeconds: number; rssMb: number }>
  end(): Promise<void>
}

/** Resolves when it takes work. */
export async function forkNoopWorker(task: NoopWorkerTask): Promise<NoopWorkerProcess> {
  const child = fork(new URL('main.ts', import.meta.url), { execArgv: nodeFlags('workers/main.ts') })
  const gone = once(child, 'exit')
  const ask = async (what: NoopWorkerAsk): Promise<NoopWorkerSays> => {
    child.send(what)
    const [answer] = await Promise.race([
      once(child, 'message'),
      gone.then(([code]) => Promise.reject(new Error(`a worker ended with ${code}`))),
    ])
    return answer as NoopWorkerSays
  }
  await ask({ task })
  return {
    used: async () => (await ask('used')) as Exclude<NoopWorkerSays, 'ready'>,
    async end() {
      child.send('end' satisfies NoopWorkerAsk)
      await gone
    },
  }
}
