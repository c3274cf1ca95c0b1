// A built document as tests look at it: as a reader sees it, and part by part.
import { DOMParser } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { pino } from 'pino'
import { BuildReply, type BuildRequest } from '#contracts/upstream/builder.ts'
import { createBuilder } from '#services/builder/create-builder.ts'
import {
  createMemoryDocumentStore,
  type MemoryDocumentStore,
} from '#services/builder/store/create-memory-document-store.ts'
import type { DocumentStore } from '#services/builder/store/document-store.ts'
import { readAll } from '#services/builder/store/read-all.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'
import { SKELETON_REF, withSampleSkeleton } from './sample-session.ts'

export interface ReadDocument {
  readonly reply: BuildReply
  readonly bytes: Uint8Array
  /** Paragraphs, one a line. */
  readonly text: string
  readonly html: string
  part(name: string): string
}

export function builder(store: DocumentStore = sampleStore(), dataDir = temporaryFolder()) {
  const app = createBuilder({ store, logger: pino({ level: 'silent' }), knobs: true, dataDir })
  const post = (path: string, body: unknown) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  const build = async (request: BuildRequest): Promise<ReadDocument> => {
    const answer = await post('/build', request)
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    const reply = BuildReply.parse(await answer.json())
    return readDocument(reply, (await readAll(store.read(reply.document_ref), 100_000_000)) ?? new Uint8Array())
  }
  return { post, build, store, dataDir }
}

/** With the sample skeleton, or with one of `skeleton`'s bytes in its place. */
export function sampleStore(skeleton?: Uint8Array): MemoryDocumentStore {
  const store = createMemoryDocumentStore()
  if (skeleton === undefined) withSampleSkeleton(store)
  else store.putVersion(SKELETON_REF, 'v1', skeleton)
  return store
}

async function readDocument(reply: BuildReply, bytes: Uint8Array): Promise<ReadDocument> {
  const parts = unzipSync(bytes)
  // Whatever was written into it, every part is well-formed.
  for (const [name, part] of Object.entries(parts)) {
    if (/\.(xml|rels)$/.test(name)) new DOMParser({ onError: fail }).parseFromString(strFromU8(part), 'text/xml')
  }
  const buffer = Buffer.from(bytes)
  const { value } = await mammoth.extractRawText({ buffer })
  return {
    reply,
    bytes,
    text: value.trim().replaceAll(/\n+/g, '\n'),
    html: (await mammoth.convertToHtml({ buffer }, { externalFileAccess: false })).value,
    part: name => strFromU8(parts[name] ?? new Uint8Array()),
  }
}

function fail(level: string, message: string): void {
  // It warns of U+FFFD, which is what a broken character is meant to become.
  if (level !== 'warning') throw new Error(`${level}: ${message}`)
}
