// What a process costs that has nothing to do: memory of a worker, and how long an API takes until it is ready.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import { loads } from './report/machine.ts'
import { median } from './report/table.ts'
import { openWorld } from './servers/open-world.ts'

const ROOT = resolve(import.meta.dirname, '..')
const STARTS = 5

export async function measureIdle(): Promise<void> {
  const world = await openWorld(['services', 'emulators', 'api', 'workers', 'board'])
  try {
    console.log(`load average ${loads()}`)
    const env = { ...world.env(), METRICS_PORT: '0', API_PORT: '0', GRPC_PORT: '0' }
    const worker = await start([...nodeFlags('workers/main.ts'), 'workers/main.ts'], env)
    const atOnceMb = rssMb(worker.child)
    await pause(20_000)
    const later = rssMb(worker.child)
    await stop(worker.child)
    console.log(
      `worker: ${atOnceMb} MB when ready (after ${worker.readyMs.toFixed(0)} ms), ${later} MB idle for 20 s (bar 220, goal 150)`,
    )
    const readyMs: number[] = []
    for (let index = 0; index < STARTS; index++) {
      const api = await start([...nodeFlags('api/main.ts'), 'api/main.ts'], env)
      readyMs.push(api.readyMs)
      await stop(api.child)
    }
    const all = readyMs.map(ms => ms.toFixed(0)).join(' ')
    console.log(`api: ready ${median(readyMs).toFixed(0)} ms after its start (bar 2000); all: ${all}`)
  } finally {
    await world.stop()
  }
}

/** @returns when it has said that it is ready */
function start(args: string[], env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; readyMs: number }> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`${args.at(-1)} ended with ${code} before it was ready`)))
    child.stdout.on('data', (text: Buffer) => {
      if (text.includes('"event":"ready"')) resolve({ child, readyMs: performance.now() - startedMs })
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

/** Where there is no /proc nothing can be said. */
function rssMb(child: ChildProcess): string {
  const status = readFileSync(join('/proc', String(child.pid), 'status'), 'utf8')
  const kb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
  return ((kb * 1024) / 1e6).toFixed(0)
}
