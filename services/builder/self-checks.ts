// What Builder checks of itself: a small session in a small skeleton through its own route, read back as a reader would.
import { createHash } from 'node:crypto'
import { Document, Packer, Paragraph } from 'docx'
import mammoth from 'mammoth'
import { BuildReply, type BuildSession } from '#contracts/upstream/builder.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'
import type { DocumentStore } from './store/document-store.ts'
import { readAll } from './store/read-all.ts'

const TENANT = '00000000-0000-0000-0000-000000000000'
const SESSION = '0198c0de-0000-7000-8000-0000000000b1'
const STARTED_AT = '2026-03-29T00:30:00.000Z'
const EXPECTED = ['Self-check', 'Ada · 01:30 GMT+1', 'Is <this> & that "escaped"?', '[audio missing 00:12–00:18]'].join(
  '\n',
)
const MAX_BYTES = 1024 * 1024

export function builderSelfChecks(store: DocumentStore): SelfCheck[] {
  return [
    {
      name: 'the document lies in the object store under its hash and says what was said, by the local clock',
      async run(call) {
        const skeleton = new Document({
          sections: [{ children: ['{{TITLE}}', '{{BODY}}'].map(text => new Paragraph(text)) }],
        })
        const ref = await store.write(
          'documents/self-check/skeleton.docx',
          await Packer.toBuffer(skeleton),
          'application/zip',
        )
        const reply = BuildReply.parse(await call('/build', sessionWith(ref)))
        const bytes = Buffer.from((await readAll(store.read(reply.document_ref), MAX_BYTES)) ?? [])
        const { value } = await mammoth.extractRawText({ buffer: bytes })
        const got = {
          isHashed: createHash('sha256').update(bytes).digest('hex') === reply.sha256,
          text: value.trim().replaceAll(/\n+/g, '\n'),
        }
        const expected = { isHashed: true, text: EXPECTED }
        return { ok: JSON.stringify(got) === JSON.stringify(expected), expected, got }
      },
    },
  ]
}

/** In the night that summer time begins in, so that the document has to say by which clock it counts. */
function sessionWith(skeleton_ref: string): BuildSession {
  const { pinned, session } = frameOf(skeleton_ref)
  return {
    tenant_id: TENANT,
    pinned,
    client_timezone: 'Europe/Madrid',
    locale: 'en',
    session,
    gaps: [
      {
        from: 2,
        to: 3,
        reason: 'MISSING',
        started_at: '2026-03-29T00:30:12.000Z',
        ended_at: '2026-03-29T00:30:18.000Z',
      },
    ],
    assets: [],
    restricted: false,
    blocks: [
      {
        sequence_id: 1,
        type: 'TEXT',
        status: 'DONE',
        speaker_id: 'Ada',
        topic: null,
        restricted: false,
        target_placeholder: null,
        started_at: STARTED_AT,
        client_time: '2026-03-29T01:30:00.000+01:00',
        text: 'Is <this> & that "escaped"?\u0007',
      },
    ],
  }
}

function frameOf(skeleton_ref: string) {
  const maps = { style_map: {}, zone_map: {}, table_map: {} }
  const pinned = {
    skeleton_id: 'self-check',
    s3_version_id: 'null',
    skeleton_ref,
    adapter_id: '',
    ...maps,
    model_version: '1',
  }
  const ended_at = '2026-03-29T01:30:00.000Z'
  return { pinned, session: { session_id: SESSION, title: 'Self-check', started_at: STARTED_AT, ended_at, version: 1 } }
}
