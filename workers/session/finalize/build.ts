// The build step: has builder make the documents, and looks whether the object store really has them.
import { createHash } from 'node:crypto'
import { BuildReply } from '#contracts/upstream/builder.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Assembly, BuiltDocument, KeptObject } from '#domain/session/finalization.ts'
import type { Upstream } from '../../adapters/upstream/create-upstream.ts'
import type { SessionOutcome } from '../session-outcome.ts'
import { inTries } from './in-tries.ts'
import { NotAsSaid } from './or-fail.ts'

export interface BuildPorts {
  builder: Upstream
  store: Pick<ObjectStore, 'get'>
  bucket: string
  /** From this size on it is given a reference. */
  handoverBytes: number
}

const TRIES = 2

export function build(ports: BuildPorts) {
  return async (
    { step, loaded: { session, view } }: LoadedSessionStep,
    signal: AbortSignal,
  ): Promise<SessionOutcome> => {
    if (view.assembly === undefined) throw new TypeError('what is built was assembled before')
    const documents: BuiltDocument[] = []
    for (const { kind, from } of wanted(view.assembly)) {
      const body =
        from.bytes > ports.handoverBytes
          ? { session_ref: `s3://${ports.bucket}/${from.key}` }
          : await read(ports, from, signal)
      const reply = await inTries(TRIES, signal, () =>
        ports.builder.call({
          path: '/build',
          body,
          reply: BuildReply,
          idempotencyKey: `${session.executionId}:build:${kind}:${from.sha256}`,
          trace: step.trace,
          signal,
        }),
      )
      documents.push({ kind, ...(await asSaid(ports, reply, signal)) })
    }
    return {
      kind: 'command',
      command: { type: 'built', documents },
      made: { kind: 'result', of: 'DOCUMENTS', body: documents },
    }
  }
}

/** The public one; and where that leaves something out, the full one. */
function wanted({ full, public: open }: Assembly): { kind: BuiltDocument['kind']; from: KeptObject }[] {
  return open === undefined
    ? [{ kind: 'public', from: full }]
    : [
        { kind: 'public', from: open },
        { kind: 'restricted', from: full },
      ]
}

async function read({ store }: BuildPorts, { key }: KeptObject, signal: AbortSignal): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await store.get(key, { signal })).body) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

/** @throws NotAsSaid: what guard will sign is what lies in the store, not what somebody says about it */
async function asSaid(
  { store, bucket }: BuildPorts,
  { document_ref, sha256 }: BuildReply,
  signal: AbortSignal,
): Promise<KeptObject> {
  const ours = `s3://${bucket}/`
  if (!document_ref.startsWith(ours))
    throw new NotAsSaid(`builder left the document in ${document_ref}, not in our bucket`)
  const key = document_ref.slice(ours.length)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of (await store.get(key, { signal })).body) {
    hash.update(chunk)
    bytes += chunk.byteLength
  }
  const found = hash.digest('hex')
  if (found !== sha256)
    throw new NotAsSaid(`the document in the store has the hash ${found}, and builder said ${sha256}`)
  return { key, sha256, bytes }
}
