import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findRedis } from '#dev/redis/find-redis.ts'
import type { Program } from '#dev/supervisor/program.ts'

export interface RedisOptions {
  readonly dataDir: string
  readonly port: number
  /** Where to look for the program; the PATH of the caller. */
  readonly path: string
  /** Settings beside those that every Redis of ours has, by their names in `redis.conf`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Redis as a row of the supervisor's table: append-only file synced every second, nothing evicted, no snapshots, loopback only. */
export function redisProgram(options: RedisOptions): Program {
  const dataDir = resolve(options.dataDir)
  return {
    name: 'redis',
    phase: 0,
    graceMs: 10_000,
    launch: () => {
      mkdirSync(dataDir, { recursive: true })
      const settings = {
        bind: '127.0.0.1',
        port: String(options.port),
        dir: dataDir,
        appendonly: 'yes',
        appendfsync: 'everysec',
        save: '',
        'maxmemory-policy': 'noeviction',
        // A job's fields are longer than the 64 bytes up to which Redis keeps a hash closely: a third less memory a job.
        'hash-max-listpack-value': '512',
        daemonize: 'no',
        // Rewriting the AOF in the middle of a measurement costs more than the disk it saves below this size.
        'auto-aof-rewrite-min-size': '256mb',
        ...options.settings,
      }
      const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
      return { command: findRedis(options.path), args, env: { PATH: options.path, LC_ALL: 'C' }, cwd: dataDir }
    },
    ready: async (_child, signal) => {
      while (!(await answersPing(options.port))) await delay(20, undefined, { signal })
    },
  }
}

/** False while nobody listens and while the append-only file is being loaded (`-LOADING`). */
function answersPing(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 }, () => socket.write('PING\r\n'))
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('data', data => settle(data.toString().startsWith('+PONG')))
    socket.once('error', () => settle(false))
    socket.once('timeout', () => settle(false))
    socket.once('close', () => settle(false))
  })
}
