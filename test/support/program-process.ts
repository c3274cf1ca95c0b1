// A real program of ours as a child, to be killed, stopped and restarted.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { COMPILED } from '#dev/supervisor/compiled.ts'
import type { Reaper } from '#dev/supervisor/start-reaper.ts'

export interface ProgramChild {
  pid: number
  signal(signal: NodeJS.Signals): void
  exited: Promise<number | null>
  /** Resolves once it says so in its log, with what else it says there. */
  ready(withinMs?: number): Promise<Record<string, unknown>>
}

export interface ProgramLaunch {
  /** Such as `workers/main.ts`. */
  program: string
  env: Record<string, string>
  logDir: string
  reaper: Reaper
  /** Of Node. */
  flags?: readonly string[]
}

/** On a machine that does much else at the same time. */
const READY_WITHIN_MS = 120_000
const ROOT = resolve(import.meta.dirname, '../..')
let logs = 0

export function spawnProgram({ program, env, logDir, reaper, flags = [] }: ProgramLaunch): ProgramChild {
  const logPath = join(logDir, `${basename(dirname(program))}-${process.pid}-${++logs}.log`)
  const log = openSync(logPath, 'a')
  const child = spawn(process.execPath, [...flags, program], {
    cwd: ROOT,
    env: { PATH: '/usr/bin:/bin', LOG_LEVEL: 'info', ...COMPILED, ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} was started without a pid`)
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
    ready: withinMs => readyLine(program, logPath, exited, withinMs),
  }
}

/** It is what each logs last; a port of 0 is known to the program alone. */
async function readyLine(
  program: string,
  logPath: string,
  exited: Promise<number | null>,
  withinMs = READY_WITHIN_MS,
): Promise<Record<string, unknown>> {
  let gone: number | null | undefined
  void exited.then(code => {
    gone = code
  })
  for (const until = Date.now() + withinMs; Date.now() < until; ) {
    const text = readFileSync(logPath, 'utf8')
    const line = text.split('\n').find(one => one.includes('"event":"ready"') && one.endsWith('}'))
    if (line !== undefined) return JSON.parse(line)
    if (gone !== undefined) throw new Error(`${program} ended with ${gone}:\n${text.slice(-2000)}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`${program} did not get ready:\n${readFileSync(logPath, 'utf8').slice(-2000)}`)
}
