import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Endpoints, endpointsPath, readEndpoints, writeEndpoints } from '#dev/supervisor/endpoints.ts'
import { printUrls } from '#dev/supervisor/print-urls.ts'

const endpoints: Endpoints = {
  api: { url: 'http://127.0.0.1:3000', pid: 11, metrics: 'http://127.0.0.1:9464/metrics' },
  workers: [{ pid: 12, queues: ['*'], metrics: 'http://127.0.0.1:9465/metrics' }],
  board: { url: 'http://127.0.0.1:3001/board', pid: 13 },
  postgres: { url: 'postgres://postgres:hidden@127.0.0.1:3006/mandate', pid: 14 },
  redis: { url: 'redis://127.0.0.1:3007', pid: null },
  s3: { url: 'http://127.0.0.1:3003', pid: 16 },
  idp: { url: 'http://127.0.0.1:3002', pid: 17 },
  emulators: { url: 'http://127.0.0.1:3010', pid: 18 },
  services: { radar: { url: 'http://127.0.0.1:8001', pid: 19 } },
}

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mandate-endpoints-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('endpoints.json', () => {
  it('is read as it was written, for its owner only, and leaves no draft', () => {
    writeEndpoints(dir, endpoints)
    expect(readEndpoints(dir)).toEqual(endpoints)
    expect(statSync(endpointsPath(dir)).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir)).toEqual(['endpoints.json'])
  })

  it('is undefined where nothing runs, and a broken one is an error', () => {
    expect(readEndpoints(dir)).toBeUndefined()
    writeFileSync(endpointsPath(dir), '{"workers": 1}')
    expect(() => readEndpoints(dir)).toThrow()
  })
})

describe('printUrls', () => {
  it('prints a line a URL, ready last, and no password', () => {
    const lines: string[] = []
    printUrls(endpoints, line => lines.push(line))
    expect(lines.at(-1)).toBe('ready')
    expect(lines).toContain('postgres    postgres://postgres@127.0.0.1:3006/mandate')
    expect(lines.join('\n')).not.toContain('hidden')
  })
})
