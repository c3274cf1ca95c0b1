// The place where a session and its skeleton become a document.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import type { BuildFrame, BuildReply } from '#contracts/upstream/builder.ts'
import { fieldValues } from './document/field-values.ts'
import { localTimes } from './document/local-times.ts'
import { createPictures } from './document/pictures.ts'
import { createRelations } from './document/relations.ts'
import { createSpool, type Spool } from './document/spool.ts'
import { createBlockWriter, slotKey } from './document/write-blocks.ts'
import { type PackagePart, writePackage } from './document/write-package.ts'
import { readChunks } from './files/read-chunks.ts'
import type { SessionSource } from './session/session-source.ts'
import { fillFields } from './skeleton/fill-fields.ts'
import { type MarkedBody, markSlots, SLOT_MARKER } from './skeleton/mark-slots.ts'
import { BODY_PART, openSkeleton, type Parts, partText, SkeletonInvalid } from './skeleton/open-skeleton.ts'
import { readStyles } from './skeleton/read-styles.ts'
import type { DocumentStore } from './store/document-store.ts'
import { readAll } from './store/read-all.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** How S3 calls the only version of an object in a bucket without versions. */
const NO_VERSION = 'null'

/** `folder` is there, empty, and the caller's to remove. The same session and skeleton make the same bytes, under the same key. */
export async function buildDocument(source: SessionSource, store: DocumentStore, folder: string): Promise<BuildReply> {
  const { frame } = source
  const skeleton = await readSkeleton(frame, store)
  const body = markSlots(partText(skeleton, BODY_PART) ?? '')
  const times = localTimes(frame)
  const spool = createSpool(folder)
  const relations = createRelations()
  const pictures = createPictures({ frame, body, store, spool, relations })
  const styles = readStyles(skeleton, frame.pinned.style_map)
  const writer = createBlockWriter({ frame, body, styles, times, spool, relations, pictures })
  for await (const block of source.blocks()) await writer.write(block)
  const { speakers } = await writer.end()

  const marked = new Map([...skeleton, [BODY_PART, new TextEncoder().encode(body.xml)]])
  const filled = relations.addTo(await fillFields(marked, fieldValues(frame, times, speakers)))
  const path = join(folder, 'document.docx')
  const { sha256, bytes } = await writePackage(path, [
    ...packageParts(filled, body, spool),
    ...[...pictures.files()].map(([name, file]) => ({ name, chunks: () => readChunks(file) })),
  ])
  const key = `documents/${frame.tenant_id}/${frame.session.session_id}/${sha256}.docx`
  return { document_ref: await store.write(key, await readFile(path), DOCX), sha256, bytes }
}

async function readSkeleton({ pinned }: BuildFrame, store: DocumentStore): Promise<Parts> {
  const version = pinned.s3_version_id === NO_VERSION ? undefined : pinned.s3_version_id
  const bytes = await readAll(store.read(pinned.skeleton_ref, version), MAX_SKELETON_BYTES)
  if (bytes === undefined) throw new SkeletonInvalid('it is larger than 20 MiB')
  return openSkeleton(bytes)
}

/** The parts as they are, but the body with what was written in the place of each marker. */
function packageParts(parts: Parts, body: MarkedBody, spool: Spool): PackagePart[] {
  return [...parts].map(([name, bytes]) => ({
    name,
    chunks: () => (name === BODY_PART ? bodyChunks(partText(parts, name) ?? '', body, spool) : [bytes]),
  }))
}

async function* bodyChunks(xml: string, { slots }: MarkedBody, spool: Spool): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  // The captured number of each marker stands between the pieces.
  for (const [index, piece] of xml.split(SLOT_MARKER).entries()) {
    const slot = index % 2 === 1 ? slots[Number(piece)] : undefined
    if (slot === undefined) yield encoder.encode(piece)
    else if (spool.has(slotKey(slot.kind, slot.name))) yield* spool.read(slotKey(slot.kind, slot.name))
    // A table keeps one empty row to write in, and a cell of a table must not end without a paragraph.
    else yield encoder.encode(slot.kind === 'rows' ? slot.form.row([]) : '<w:p/>')
  }
}
