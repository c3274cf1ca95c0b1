import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { lowerPriority } from '#dev/supervisor/lower-priority.ts'
import type { Launch } from '#dev/supervisor/program.ts'
import type { Reaper } from '#dev/supervisor/start-reaper.ts'

/** A process of ours while it lives. */
export interface Child {
  readonly pid: number
  /** Resolves, never rejects, when the process is gone. */
  readonly exited: Promise<Exit>
  signal(signal: NodeJS.Signals): void
  /** Asks with `stopSignal`, waits `graceMs`, then kills the group. */
  stop(stopSignal: NodeJS.Signals, graceMs: number): Promise<void>
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/**
 * Starts a process in a group of its own, so that Ctrl-C in the terminal reaches only the supervisor, which then stops things in order.
 * Its output goes straight into the log file: no pipe through us that could fill up or break.
 */
export async function spawnChild(
  launch: Launch,
  logPath: string,
  reaper: Reaper,
  reapSignal: NodeJS.Signals,
): Promise<Child> {
  const log = openSync(logPath, 'a')
  const child = spawn(launch.command, launch.args, {
    detached: true,
    env: { ...launch.env },
    stdio: ['ignore', log, log],
    ...(launch.cwd !== undefined && { cwd: launch.cwd }),
    ...(launch.uid !== undefined && { uid: launch.uid }),
    ...(launch.gid !== undefined && { gid: launch.gid }),
  })
  closeSync(log)
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${launch.command} was started without a pid`)
  reaper.watch(pid, reapSignal)
  if (launch.nice !== undefined) lowerPriority(pid, launch.nice)
  const exited = new Promise<Exit>(resolve =>
    child.once('exit', (code, signal) => {
      reaper.forget(pid)
      resolve({ code, signal })
    }),
  )
  return {
    pid,
    exited,
    signal: signal => void child.kill(signal),
    stop: async (stopSignal, graceMs) => {
      child.kill(stopSignal)
      const timer = new AbortController()
      const late = delay(graceMs, 'late' as const, { signal: timer.signal }).catch(() => 'cleared' as const)
      const first = await Promise.race([exited, late])
      timer.abort()
      if (first === 'late') killGroup(pid)
      await exited
    },
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // ESRCH: it ended between our look and our kill.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
