import type { Child } from '#dev/supervisor/spawn-child.ts'

/** How one program of the local world is started, known to be ready, and stopped: a row of the table in `programs.ts`. */
export interface Program {
  readonly name: string
  /** Everything of a lower phase is ready before this one starts; stopping goes the other way round. */
  readonly phase: number
  /** Done before each start; answers what to run. */
  launch(): Launch | Promise<Launch>
  /** Resolves when the program can be used. The signal fires when it has died or time is up. */
  ready(child: Child, signal: AbortSignal): Promise<void>
  /** Runs to its end instead of staying, such as the migration: its ready is its exit with 0. */
  readonly oneShot?: boolean
  readonly stopSignal?: NodeJS.Signals
  readonly graceMs?: number
}

export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly uid?: number
  readonly gid?: number
  /** Yields the processor to those without it. */
  readonly nice?: number
}
