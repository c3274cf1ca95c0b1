// A real worker process as a child, to be killed, stopped and restarted.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Reaper } from '#dev/supervisor/start-reaper.ts'

export interface WorkerChild {
  pid: number
  signal(signal: NodeJS.Signals): void
  exited: Promise<number | null>
  /** Resolves once it says so in its log. */
  ready(): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '../..')
let ports = 0

export interface WorkerLaunch {
  /** Settings; METRICS_PORT 0 unless given. */
  env: Record<string, string>
  logDir: string
  reaper: Reaper
  /** Modules loaded before the worker. */
  preload?: readonly string[]
}

export function spawnWorker({ env, logDir, reaper, preload = [] }: WorkerLaunch): WorkerChild {
  const logPath = join(logDir, `worker-${process.pid}-${++ports}.log`)
  const log = openSync(logPath, 'a')
  const flags = preload.flatMap(path => ['--import', path])
  const child = spawn(process.execPath, ['--max-semi-space-size=32', ...flags, 'workers/main.ts'], {
    cwd: ROOT,
    env: { PATH: '/usr/bin:/bin', METRICS_PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error('the worker was started without a pid')
  reaper.watch(pid, 'SIGKILL')
  const exited = new Promise<number | null>(done =>
    child.once('exit', code => {
      reaper.forget(pid)
      done(code)
    }),
  )
  return {
    pid,
    exited,
    signal: signal => void child.kill(signal),
    ready: () => readyLine(logPath, exited),
  }
}

/** The worker logs `ready` last; a private port of 0 is known to it alone. */
async function readyLine(logPath: string, exited: Promise<number | null>): Promise<void> {
  let gone: number | null | undefined
  void exited.then(code => {
    gone = code
  })
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const text = readFileSync(logPath, 'utf8')
    if (text.includes('"event":"ready"')) return
    if (gone !== undefined) throw new Error(`the worker ended with ${gone}:\n${text.slice(-2000)}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`the worker did not get ready:\n${readFileSync(logPath, 'utf8').slice(-2000)}`)
}
