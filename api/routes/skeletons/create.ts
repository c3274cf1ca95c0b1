// POST /tenants/current/skeletons
import { createHash, randomUUIDv7 as uuid } from 'node:crypto'
import { DOCX, SkeletonResource } from '#contracts/session-config.ts'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import { MandateError } from '#domain/errors.ts'
import type { StoredObject } from '#domain/ports/object-store.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { skeletonResource } from '../../resources/setup-resource.ts'
import { skeletonName } from '../../skeletons/skeleton-name.ts'

export const createSkeleton = defineRoute({
  method: 'post',
  path: '/tenants/current/skeletons',
  name: 'createSkeleton',
  tag: 'Session setup',
  summary: 'Upload a skeleton: the DOCX that documents are made from',
  description:
    'Raw, or as `file` of a form. Its first bytes must be those of a DOCX. A worker then looks into it and finds its `{{PLACEHOLDERS}}` and the tables that have an id (the title of their alternative text); macros, content from elsewhere and whatever unpacks beyond measure are refused.',
  scopes: ['tenant:admin'],
  optionalHeaders: { 'X-Skeleton-Name': 'What it is called, percent-encoded; a form has `name` for it' },
  upload: {
    mediaType: DOCX,
    maxBytes: MAX_SKELETON_BYTES,
    field: 'file',
    fields: { name: 'What it is called', tenant_id: 'The own one' },
  },
  answers: [
    {
      status: 202,
      description: 'CHECKING',
      schema: SkeletonResource,
      example: { ...EXAMPLES.skeleton, status: 'CHECKING', placeholders: [], tables: [], decided_at: null },
      headers: { Location: 'Where the skeleton is', 'Retry-After': 'Seconds' },
    },
  ],
  async run(call) {
    const { caller, ports, bytes } = call
    const name = skeletonName(call)
    demandDocx(bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const objectKey = `skeletons/${caller.tenantId}/${sha256}.docx`
    const s3VersionId = await keep(call, objectKey, sha256)
    const skeleton = { id: uuid(), name, objectKey, s3VersionId, sha256, bytes: bytes.byteLength }
    const written = await ports.setup.putSkeleton(caller.tenantId, skeleton, ask(call, handedIn))
    return written === 'key_taken' ? replayTaken(call) : handedIn(written)
  },
})

/** In the store before it is in the ledger: what is acknowledged can be read. @returns the version that the store made of it */
async function keep({ ports, bytes }: Call, key: string, sha256: string): Promise<string | null> {
  const stored: StoredObject & { versionId?: string | undefined } = await ports.store.put(key, bytes, {
    contentType: DOCX,
    sha256,
  })
  return stored.versionId ?? null
}

/** The local header of a ZIP archive's first entry. */
const MAGIC = [0x50, 0x4b, 0x03, 0x04]

function demandDocx(bytes: Uint8Array): void {
  if (MAGIC.every((byte, index) => bytes[index] === byte)) return
  throw new MandateError('UNSUPPORTED_MEDIA_TYPE', 'by its first bytes this is no DOCX', {
    members: { accepted: [DOCX] },
  })
}

function handedIn(view: Skeleton): Answer {
  const location = `/api/v1/tenants/current/skeletons/${view.id}`
  return json(202, skeletonResource(view), { location, 'retry-after': '1' })
}
