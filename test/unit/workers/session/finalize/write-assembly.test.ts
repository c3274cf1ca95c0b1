import { expect, it } from 'vitest'
import { BuildSession } from '#contracts/upstream/builder.ts'
import type { ChunkView, SessionView } from '#domain/ports/session-ledger.ts'
import { type WriteAssemblyPorts, writeAssembly } from '#workers/session/finalize/write-assembly.ts'

const ID = '01930000-0000-7000-8000-000000000001'
const SIGNAL = new AbortController().signal
const at = (time: string) => new Date(`2026-11-20T${time}Z`)

function viewOf(createdAt: Date): SessionView {
  return {
    session: { id: ID, tenantId: ID, executionId: ID, status: 'BUILDING', epoch: 1 },
    ...{ version: 1, tag: '1', documentVersion: 1, clientTimezone: 'Europe/Madrid', createdAt, updatedAt: createdAt },
    ...{ received: [], nextExpected: 1, counts: {}, pending: 0 },
    pinned: {
      ...{ skeletonId: ID, s3VersionId: 'v1', adapterId: 'a', modelVersion: 'core-1', locale: 'es' },
      ...{ styleMap: {}, zoneMap: {}, tableMap: {} },
    },
  }
}

function chunk(sequenceId: number, startedAt: Date): ChunkView {
  const block = { type: 'TEXT', text: `said ${sequenceId}`, confidence: 1 } as const
  return { sequenceId, sha256: 'a'.repeat(64), objectKey: `k${sequenceId}`, startedAt, durationMs: 5000, block }
}

/** What builder would be given. */
async function assembled(createdAt: Date, chunks: ChunkView[]): Promise<BuildSession> {
  const kept = new Map<string, string>()
  const ports: WriteAssemblyPorts = {
    store: {
      put: async (key, body, { sha256 = '', bytes = 0 }) => {
        kept.set(key, await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).text())
        return { versionId: 'v1', etag: sha256, bytes }
      },
      presignGet: async key => `http://127.0.0.1:1/${key}`,
    },
    stretch: async () => ({ chunks, contexts: [], images: [] }),
    refOf: key => `s3://mandate/${key}`,
  }
  const source = { view: viewOf(createdAt), skeletonKey: 'skeleton', folder: 'f' }
  const { full } = await writeAssembly(ports, source, SIGNAL)
  return BuildSession.parse(JSON.parse(kept.get(full.key) ?? ''))
}

it('lets a meeting last from its first chunk to the end of its last, also when its recorder sent them hours later', async () => {
  const { session, blocks } = await assembled(at('15:00:00'), [chunk(1, at('09:00:00')), chunk(2, at('09:00:05'))])
  expect([session.started_at, session.ended_at]).toEqual(['2026-11-20T09:00:00.000Z', '2026-11-20T09:00:10.000Z'])
  expect(blocks).toHaveLength(2)
})

it('lets one of which nothing was recorded last no time', async () => {
  const { session } = await assembled(at('15:00:00'), [])
  expect([session.started_at, session.ended_at]).toEqual(['2026-11-20T15:00:00.000Z', '2026-11-20T15:00:00.000Z'])
})
