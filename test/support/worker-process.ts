// A real worker process as a child, to be killed, stopped and restarted.

import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import { type ProgramChild, type ProgramLaunch, spawnProgram } from './program-process.ts'

export type WorkerChild = ProgramChild

export interface WorkerLaunch extends Pick<ProgramLaunch, 'logDir' | 'reaper'> {
  /** Settings; METRICS_PORT 0 unless given. */
  env: Record<string, string>
  /** Modules loaded before the worker. */
  preload?: readonly string[]
}

export function spawnWorker({ env, preload = [], ...launch }: WorkerLaunch): WorkerChild {
  const flags = [...nodeFlags('workers/main.ts'), ...preload.flatMap(path => ['--import', path])]
  return spawnProgram({ ...launch, program: 'workers/main.ts', env: { METRICS_PORT: '0', ...env }, flags })
}
