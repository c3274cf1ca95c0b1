import { join } from 'node:path'
import { takeInstanceLock } from '#dev/supervisor/instance-lock.ts'
import type { Program } from '#dev/supervisor/program.ts'
import { type RunContext, rotateLog } from '#dev/supervisor/run-program.ts'
import type { Child } from '#dev/supervisor/spawn-child.ts'
import { startReaper } from '#dev/supervisor/start-reaper.ts'
import { type Supervised, supervise } from '#dev/supervisor/supervise.ts'

/** A data directory that is ours while we live, and the programs supervised in it. */
export interface Run {
  readonly parts: ReadonlyMap<string, Supervised>
  part(name: string): Supervised
  /** Starts the programs, phase by phase; resolves when all are ready. Throws StartFailed, or the signal's reason. */
  start(programs: readonly Program[], signal?: AbortSignal): Promise<void>
  /** Everything down, last phase first, then the directory is free. */
  stop(): Promise<void>
  /** Everything down at once. */
  force(): void
}

export interface RunOptions {
  readonly dataDir: string
  /** What a second starter is told. */
  readonly apiUrl: string
  readonly revive: boolean
  /** A part went up or down after all had been ready. */
  onChange(): void
  onNote(line: string): void
}

/** Takes the data directory, ending what a killed owner left in it. Throws AlreadyRunning. */
export async function openRun(options: RunOptions): Promise<Run> {
  const lock = await takeInstanceLock(options.dataDir, options.apiUrl)
  const reaper = startReaper()
  const alive = new Set<Child>()
  const parts = new Map<string, Supervised>()
  let isForced = false
  let state: 'starting' | 'up' | 'over' = 'starting'

  const onSpawn = (program: Program, child: Child) => {
    alive.add(child)
    lock.recordChild(program.name, child.pid, program.stopSignal ?? 'SIGTERM')
    void child.exited.then(() => {
      alive.delete(child)
      if (state !== 'over') lock.forgetChild(child.pid)
    })
  }
  const context: RunContext = { logDir: join(options.dataDir, 'logs'), reaper, readyTimeoutMs: 180_000, onSpawn }
  const onChange = () => {
    if (state === 'up') options.onChange()
  }
  const onNote = (line: string) => {
    if (!isForced) options.onNote(line)
  }
  const haltAll = () => Promise.all([...parts.values()].map(part => part.halt()))

  return {
    parts,
    part: name => {
      const found = parts.get(name)
      if (!found) throw new Error(`nothing is called ${name} here: ${[...parts.keys()].join(' ')}`)
      return found
    },
    start: async (programs, signal) => {
      for (const program of programs) {
        rotateLog(program, context.logDir)
        const keep = { revive: options.revive, reviveAfterMs: 1_000, onChange, onNote }
        parts.set(program.name, supervise(program, context, keep))
      }
      const giveUp = () => void haltAll()
      signal?.addEventListener('abort', giveUp, { once: true })
      for (const phase of phasesOf(parts)) {
        signal?.throwIfAborted()
        await Promise.all(phase.map(part => part.start()))
      }
      signal?.throwIfAborted()
      signal?.removeEventListener('abort', giveUp)
      state = 'up'
      onChange()
    },
    stop: async () => {
      for (const phase of phasesOf(parts).reverse()) await Promise.all(phase.map(part => part.halt()))
      state = 'over'
      await reaper.close()
      lock.release()
    },
    force: () => {
      isForced = true
      for (const child of alive) process.kill(-child.pid, 'SIGKILL')
    },
  }
}

function phasesOf(parts: ReadonlyMap<string, Supervised>): Supervised[][] {
  const byPhase = Map.groupBy(parts.values(), part => part.program.phase)
  return [...byPhase.keys()].sort((a, b) => a - b).map(phase => byPhase.get(phase) ?? [])
}
