// The API as a process: what its supervisor sees.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/test-database.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const running: ChildProcess[] = []
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  for (const child of running) if (child.exitCode === null) child.kill('SIGKILL')
  await database.drop()
})

function start(env: Record<string, string>): {
  child: ChildProcess
  output: () => string
  lines: () => Record<string, unknown>[]
} {
  const child = spawn(process.execPath, ['api/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (text += chunk))
  return {
    child,
    output: () => text,
    lines: () =>
      text
        .split('\n')
        .filter(line => line.startsWith('{'))
        .map(line => JSON.parse(line)),
  }
}

const metricsOf = async (env: { METRICS_PORT: string }) =>
  (await fetch(`http://127.0.0.1:${env.METRICS_PORT}/metrics`)).text()

const settings = async () => ({
  DATABASE_URL: database.url,
  REDIS_URL: inject('backing').REDIS_URL ?? '',
  OIDC_ISSUER: 'http://127.0.0.1:9',
  API_PORT: String(await findFreeBase(1)),
  GRPC_PORT: '0',
  METRICS_PORT: String(await findFreeBase(1)),
})

describe('the API process', () => {
  it('is ready within two seconds, serves its private port, and goes with 0 at SIGTERM', async () => {
    const env = await settings()
    const { child, lines } = start(env)
    const url = `http://127.0.0.1:${env.API_PORT}`
    const ready = async (): Promise<boolean> => {
      try {
        return (await fetch(`${url}/readyz`)).ok
      } catch {
        return false // not listening yet
      }
    }
    await vi.waitFor(async () => expect(await ready()).toBe(true), { timeout: 15_000, interval: 20 })
    // Of its own CPU time, for other tests run beside this one.
    const spentS = Number(/^process_cpu_seconds_total (\S+)/m.exec(await metricsOf(env))?.[1])
    expect(spentS).toBeLessThan(2)
    expect(await metricsOf(env)).toContain('http_request_duration_seconds_count')
    expect((await fetch(`http://127.0.0.1:${env.METRICS_PORT}/livez`)).status).toBe(200)
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(lines().map(line => line.event)).toEqual(expect.arrayContaining(['ready', 'request', 'draining', 'stopped']))
  })

  it('names all wrong settings together, shows no secret, and goes with 1', async () => {
    const { child, output } = start({ DATABASE_URL: 'mysql://u:hunter2@h/db', API_PORT: 'x', CORS_ORIGINS: '*' })
    const [code] = await once(child, 'exit')
    expect(code).toBe(1)
    for (const name of ['DATABASE_URL', 'API_PORT', 'CORS_ORIGINS', 'OIDC_ISSUER']) expect(output()).toContain(name)
    expect(output()).not.toContain('hunter2')
    expect(output()).not.toContain('    at ')
  })

  it('reads a secret from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mandate-secret-'))
    const path = join(folder, 'url')
    await writeFile(path, `${database.url}\n`)
    expect(await readFile(path, 'utf8')).toContain('postgres')
    const { DATABASE_URL: _, ...env } = await settings()
    const { child, lines } = start({ ...env, DATABASE_URL_FILE: path })
    while (!lines().some(line => line.event === 'ready') && child.exitCode === null)
      await new Promise(resolve => setTimeout(resolve, 20))
    expect((await fetch(`http://127.0.0.1:${env.API_PORT}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    await once(child, 'exit')
    await rm(folder, { recursive: true })
  })
})
