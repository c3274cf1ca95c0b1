import { join } from 'node:path'
import { searchPath } from '#dev/config.ts'
import { type RedisOptions, redisProgram } from '#dev/redis/program.ts'
import { rotateLog, runProgram } from '#dev/supervisor/run-program.ts'
import { startReaper } from '#dev/supervisor/start-reaper.ts'

/** A Redis (or Valkey) that runs until it is stopped, or until this process ends, whichever comes first. */
export interface RunningRedis {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Starts the machine's own Redis on loopback, with its append-only file in `dataDir`; throws StartFailed with the end of its log. */
export async function startRedis(options: Omit<RedisOptions, 'path'>): Promise<RunningRedis> {
  const program = redisProgram({ ...options, path: searchPath() })
  const reaper = startReaper()
  const logDir = join(options.dataDir, 'logs')
  rotateLog(program, logDir)
  const child = await runProgram(program, { logDir, reaper, readyTimeoutMs: 60_000 }).catch(async (error: unknown) => {
    await reaper.close()
    throw error
  })
  return {
    url: `redis://127.0.0.1:${options.port}`,
    pid: child.pid,
    stop: async () => {
      await child.stop('SIGTERM', 10_000)
      await reaper.close()
    },
    kill: async () => {
      child.signal('SIGKILL')
      await child.exited
      await reaper.close()
    },
  }
}
