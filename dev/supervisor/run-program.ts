import { renameSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { lastLines } from '#dev/supervisor/last-lines.ts'
import type { Program } from '#dev/supervisor/program.ts'
import { type Child, spawnChild } from '#dev/supervisor/spawn-child.ts'
import type { Reaper } from '#dev/supervisor/start-reaper.ts'

/** Where a run keeps its logs, and who ends it when we cannot. */
export interface RunContext {
  readonly logDir: string
  readonly reaper: Reaper
  readonly readyTimeoutMs: number
  /** Told of each process the moment it exists. */
  readonly onSpawn?: (program: Program, child: Child) => void
}

/** A program that did not get ready; the message carries the end of its log. */
export class StartFailed extends Error {}

/**
 * Starts a program and resolves when it is ready (or, for a one-shot, done). Throws StartFailed, with nothing left running,
 * when it ends before, when time is up, or when `stop` fires.
 */
export async function runProgram(program: Program, context: RunContext, stop?: AbortSignal): Promise<Child> {
  const logPath = logPathOf(program, context.logDir)
  const launch = await program.launch()
  await mkdir(context.logDir, { recursive: true })
  const child = await spawnChild(launch, logPath, context.reaper, program.stopSignal ?? 'SIGTERM')
  context.onSpawn?.(program, child)
  const why = await firstOf(program, child, context.readyTimeoutMs, stop)
  if (why === undefined) return child
  await child.stop(program.stopSignal ?? 'SIGTERM', 2_000)
  throw new StartFailed(`${program.name} did not start: ${why}\n${lastLines(logPath, 25)}\n(all of it: ${logPath})`)
}

/** The log of the last start is kept as `.1`, so that a file never grows over months. */
export function rotateLog(program: Program, logDir: string): void {
  const logPath = logPathOf(program, logDir)
  rmSync(`${logPath}.1`, { force: true })
  try {
    renameSync(logPath, `${logPath}.1`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function logPathOf(program: Program, logDir: string): string {
  return join(logDir, `${program.name}.log`)
}

/** Undefined when ready, else why not. */
async function firstOf(
  program: Program,
  child: Child,
  timeoutMs: number,
  stop?: AbortSignal,
): Promise<string | undefined> {
  const over = new AbortController()
  const stopped = () => over.abort(new Error('told to stop before it was ready'))
  stop?.addEventListener('abort', stopped)
  if (stop?.aborted) stopped()
  const timer = setTimeout(() => over.abort(new Error(`not ready within ${timeoutMs / 1000} s`)), timeoutMs)
  const died = child.exited.then(exit => {
    const how = exit.signal ? `ended by ${exit.signal}` : `exit code ${exit.code}`
    if (program.oneShot) return exit.code === 0 ? undefined : how
    return how
  })
  const late = new Promise<string>(resolve => {
    if (over.signal.aborted) resolve(String(over.signal.reason))
    over.signal.addEventListener('abort', () => resolve(String(over.signal.reason)))
  })
  const ready = program.oneShot
    ? died
    : program.ready(child, over.signal).then(
        () => undefined,
        error => String(error),
      )
  try {
    return await Promise.race([died, late, ready])
  } finally {
    clearTimeout(timer)
    stop?.removeEventListener('abort', stopped)
    over.abort(new Error('no longer awaited'))
  }
}
