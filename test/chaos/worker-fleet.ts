// The worker processes of a scenario, those alive, to be killed and started anew.
import type { Reaper } from '#dev/supervisor/start-reaper.ts'
import { spawnWorker, type WorkerChild } from '#test/support/worker-process.ts'

export interface WorkerFleet {
  /** Those alive. */
  workers: WorkerChild[]
  /** Starts one more worker process. */
  launch(options?: LaunchOptions): WorkerChild
  /** The same; resolves when it is ready. */
  spawn(options?: LaunchOptions): Promise<WorkerChild>
  /** SIGKILL of all; resolves when they are gone. */
  killAll(): Promise<void>
}

export interface LaunchOptions {
  /** Over the settings of the rig. */
  env?: Record<string, string>
  preload?: string[]
}

export interface FleetOptions {
  env: Record<string, string>
  logDir: string
  reaper: Reaper
}

export function createWorkerFleet({ env: common, logDir, reaper }: FleetOptions): WorkerFleet {
  const workers: WorkerChild[] = []
  const launch = ({ env = {}, preload = [] }: LaunchOptions = {}) => {
    const worker = spawnWorker({ env: { ...common, ...env }, logDir, reaper, preload })
    workers.push(worker)
    void worker.exited.then(() => workers.splice(workers.indexOf(worker), 1))
    return worker
  }
  return {
    workers,
    launch,
    async spawn(options) {
      const worker = launch(options)
      await worker.ready()
      return worker
    },
    async killAll() {
      const dying = [...workers]
      for (const worker of dying) worker.signal('SIGKILL')
      await Promise.all(dying.map(worker => worker.exited))
    },
  }
}
