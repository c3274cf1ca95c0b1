// Writes down what a session's document is made of, chunk by chunk, so that a session of many hours needs no memory of its size.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { BuildFrame } from '#contracts/upstream/builder.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { ChunkView, SessionStretch, SessionView } from '#domain/ports/session-ledger.ts'
import type { Assembly, KeptObject } from '#domain/session/finalization.ts'
import { AUDIO_LINK_TTL_S, sessionBlocks } from '#queues/session/session-blocks.ts'
import { openWorkFolder } from '#queues/work-folder.ts'
import { createGapFinder } from './find-gaps.ts'

export interface WriteAssemblyPorts {
  store: Pick<ObjectStore, 'put' | 'presignGet'>
  stretch(sessionId: string, page: { after: number; limit: number }): Promise<SessionStretch>
  /** `s3://bucket/key` of a key of the store. */
  refOf(key: string): string
}

export interface AssemblySource {
  view: SessionView
  skeletonKey: string
  /** Where it goes: before the hash in the key. */
  folder: string
}

/** Blocks may be long: as few at once as die young. */
const PAGE = 100

export async function writeAssembly(
  ports: WriteAssemblyPorts,
  { view, skeletonKey, folder }: AssemblySource,
  signal: AbortSignal,
): Promise<Assembly> {
  const { id, tenantId } = view.session
  const { path: workDir, remove } = await openWorkFolder('assembly')
  const [full, open_, chunks] = await Promise.all([
    createJsonFile(join(workDir, 'full.json')),
    createJsonFile(join(workDir, 'public.json')),
    createJsonFile(join(workDir, 'chunks.jsonl')),
  ])
  try {
    const gaps = createGapFinder(view.session.lastSequenceId)
    const link = (key: string) => ports.store.presignGet(key, AUDIO_LINK_TTL_S)
    let images: SessionStretch['images'] = []
    let [count, blocks] = [0, 0]
    let restricted = false
    let [startedAt, endedAt] = [view.createdAt, view.createdAt]
    await full.write('{"blocks":[')
    await open_.write('{"blocks":[')
    for (let after = 0; ; ) {
      signal.throwIfAborted()
      const found = await ports.stretch(id, { after, limit: PAGE + 1 })
      const page = found.chunks.slice(0, PAGE)
      const isLast = found.chunks.length <= PAGE
      images = found.images
      const seen = (seesRestricted: boolean) =>
        sessionBlocks({
          ...found,
          chunks: page,
          after,
          isLast,
          zone: view.clientTimezone,
          seesRestricted,
          linkTo: link,
        })
      const [all, shown] = [await seen(true), await seen(false)]
      restricted ||= all.some(isHiddenFromSome)
      await full.write(listed(all, blocks > 0))
      await open_.write(listed(shown, blocks > 0))
      await chunks.write(page.map(chunkLine).join(''))
      blocks += all.length
      for (const chunk of page) {
        gaps.see(chunk)
        // A recorder without a connection may have begun, and ended, long before there was a session.
        if (count++ === 0) startedAt = endedAt = chunk.startedAt
        endedAt = later(endedAt, endOf(chunk))
      }
      after = page.at(-1)?.sequenceId ?? after
      if (isLast) break
    }
    const missing = gaps.end()
    const frame = (isFull: boolean): BuildFrame => ({
      tenant_id: tenantId,
      pinned: pinnedOf(view, ports.refOf(skeletonKey)),
      client_timezone: view.clientTimezone,
      locale: view.pinned.locale,
      session: {
        ...{ session_id: id, title: view.title ?? null, version: view.documentVersion },
        ...{ started_at: startedAt.toISOString(), ended_at: later(startedAt, endedAt).toISOString() },
      },
      gaps: missing,
      assets: images.map(image => ({ asset_id: image.assetId, ref: ports.refOf(image.objectKey) })),
      restricted: isFull,
    })
    await full.write(`],${JSON.stringify(frame(true)).slice(1)}`)
    await open_.write(`],${JSON.stringify(frame(false)).slice(1)}`)
    const keep = async (file: JsonFile, extension: string, contentType: string): Promise<KeptObject> => {
      const { sha256, bytes } = await file.end()
      const key = `${folder}/${sha256}.${extension}`
      const body = Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>
      await ports.store.put(key, body, { contentType, bytes, sha256, signal })
      return { key, sha256, bytes }
    }
    return {
      full: await keep(full, 'json', 'application/json'),
      ...(restricted ? { public: await keep(open_, 'json', 'application/json') } : {}),
      chunks: { ...(await keep(chunks, 'jsonl', 'application/x-ndjson')), count },
      blocks,
      assets: images.map(({ assetId, objectKey, sha256 }) => ({ assetId, key: objectKey, sha256 })),
      gaps: missing.map(({ from, to }) => ({ from, to })),
    }
  } finally {
    await Promise.all([full.close(), open_.close(), chunks.close()])
    await remove()
  }
}

/** Silence has nothing that could be hidden. */
const isHiddenFromSome = ({ restricted, type }: SessionBlock) => restricted && type !== 'SILENCE'

function listed(blocks: readonly SessionBlock[], isGoingOn: boolean): string {
  if (blocks.length === 0) return ''
  return (isGoingOn ? ',' : '') + blocks.map(block => JSON.stringify(block)).join(',')
}

function chunkLine({ sequenceId, sha256, objectKey, startedAt }: ChunkView): string {
  const line = { sequence_id: sequenceId, sha256, object: objectKey, started_at: startedAt.toISOString() }
  return `${JSON.stringify(line)}\n`
}

function pinnedOf({ pinned }: SessionView, skeletonRef: string): BuildFrame['pinned'] {
  return {
    skeleton_id: pinned.skeletonId,
    s3_version_id: pinned.s3VersionId,
    skeleton_ref: skeletonRef,
    adapter_id: pinned.adapterId,
    style_map: { ...pinned.styleMap },
    zone_map: { ...pinned.zoneMap },
    table_map: { ...pinned.tableMap },
    model_version: pinned.modelVersion,
  }
}

const endOf = ({ startedAt, durationMs = 0 }: ChunkView) => new Date(startedAt.getTime() + durationMs)
const later = (a: Date, b: Date) => (a > b ? a : b)

interface JsonFile {
  readonly path: string
  write(text: string): Promise<void>
  /** Of all that was written. */
  end(): Promise<{ sha256: string; bytes: number }>
  close(): Promise<void>
}

async function createJsonFile(path: string): Promise<JsonFile> {
  const file = await open(path, 'w')
  const hash = createHash('sha256')
  let bytes = 0
  return {
    path,
    async write(text) {
      const data = Buffer.from(text)
      hash.update(data)
      bytes += data.byteLength
      await file.appendFile(data)
    },
    end: async () => ({ sha256: hash.digest('hex'), bytes }),
    close: () => file.close(),
  }
}
