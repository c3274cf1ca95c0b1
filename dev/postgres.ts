import { join } from 'node:path'
import { type PostgresOptions, postgresProgram } from '#dev/postgres/program.ts'
import { rotateLog, runProgram } from '#dev/supervisor/run-program.ts'
import { startReaper } from '#dev/supervisor/start-reaper.ts'

/** A Postgres that runs until it is stopped, or until this process ends, whichever comes first. */
export interface RunningPostgres {
  readonly url: string
  /** Another one after each restart. */
  readonly pid: number
  stop(): Promise<void>
  /** Stops and starts on the same port: `fast` ends sessions in order, `immediate` is a crash that is recovered from. */
  restart(mode: 'fast' | 'immediate'): Promise<void>
  /** SIGKILL to the postmaster, as a crash would; `restart` or a new start recovers. */
  kill(): Promise<void>
}

/** Starts the embedded Postgres (18) on loopback, with its data in `dataDir`; throws StartFailed with the end of its log. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const program = postgresProgram(options)
  const reaper = startReaper()
  const context = { logDir: join(options.dataDir, 'logs'), reaper, readyTimeoutMs: 30_000 }
  rotateLog(program, context.logDir)
  const start = () => runProgram(program, context)
  let child = await start().catch(async (error: unknown) => {
    await reaper.close()
    throw error
  })
  return {
    get url() {
      return program.url()
    },
    get pid() {
      return child.pid
    },
    stop: async () => {
      await child.stop('SIGINT', 15_000)
      await reaper.close()
    },
    restart: async mode => {
      await child.stop(mode === 'fast' ? 'SIGINT' : 'SIGQUIT', 15_000)
      child = await start()
    },
    kill: async () => {
      child.signal('SIGKILL')
      await child.exited
    },
  }
}
