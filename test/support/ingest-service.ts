// Ingest as it is, in this process on an ephemeral port, with the knobs to make it slow or wrong.
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { pino } from 'pino'
import { ingestConfig } from '#services/ingest/config.ts'
import { createIngest } from '#services/ingest/create-ingest.ts'
import { serveBoth } from '#services/kernel/serve-both.ts'

export interface IngestService {
  /** SERVICE_INGEST_URL of a worker. */
  env: Record<string, string>
  url: string
  /** CONTRACT, section 7: replaces the faults that stand. */
  fault(fault?: Record<string, unknown>): Promise<void>
  /** What was called, in order. */
  calls(): Promise<string[]>
  close(): Promise<void>
}

export async function startIngestService(): Promise<IngestService> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mandate-ingest-'))
  const ingest = createIngest(ingestConfig({ DATA_DIR: dataDir, REFERENCE_KNOBS: '1' }), pino({ level: 'silent' }))
  const server = serveBoth(getRequestListener(ingest.app.fetch))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const knob = `${url}/_reference`
  return {
    ...{ url, env: { SERVICE_INGEST_URL: url } },
    async fault(fault) {
      await fetch(`${knob}/faults`, { method: 'DELETE' })
      if (fault === undefined) return
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${knob}/faults`, { method: 'POST', headers, body: JSON.stringify(fault) })
      if (!response.ok) throw new Error(`ingest answered ${response.status}: ${await response.text()}`)
    },
    async calls() {
      const { data } = (await (await fetch(`${knob}/calls`)).json()) as { data: { path: string }[] }
      return data.map(({ path }) => path.split('/').at(-1) ?? '')
    },
    async close() {
      await new Promise<void>(done => {
        server.close(() => done())
        server.closeAllConnections()
      })
      ingest.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
