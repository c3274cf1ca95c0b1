// The custody step: audio, documents and what proves them go to where nobody can delete them; only then is the session final.
import { createHash } from 'node:crypto'
import { evidenceKey, type SessionEvidence } from '#contracts/session-manifest.ts'
import { GuardKeys, SnapshotRecord } from '#contracts/upstream/guard.ts'
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { CustodyCopy, SessionView } from '#domain/ports/session-ledger.ts'
import type { Upstream } from '../../adapters/upstream/create-upstream.ts'
import type { SessionOutcome } from '../session-outcome.ts'
import { inTries } from './in-tries.ts'
import { type KeepCopiesPorts, keepCopies, type ToKeep } from './keep-copies.ts'
import { NotAsSaid } from './or-fail.ts'

export interface CustodyPorts extends KeepCopiesPorts {
  custody: Pick<ObjectStore, 'head' | 'copyFrom' | 'put'>
  guard: Upstream
  chunksNotInCustody: SessionKeeping['chunksNotInCustody']
  custodyOf: SessionKeeping['custodyOf']
  keepCustody: SessionKeeping['keepCustody']
}

const PAGE = 200
const TRIES = 3

export function custody(ports: CustodyPorts) {
  return async (
    { step, loaded: { session, view } }: LoadedSessionStep,
    signal: AbortSignal,
  ): Promise<SessionOutcome> => {
    const note = (copies: CustodyCopy[]) => ports.keepCustody(session.tenantId, session.id, copies)
    await keepAudio(ports, session.id, note, signal)
    const kept = new Set((await ports.custodyOf(session.id)).map(({ object }) => object))
    const others = madeBy(view).filter(({ key }) => !kept.has(key))
    await note(await keepCopies(ports, others, signal))
    await note([await keepEvidence(ports, view, step.trace, signal)])
    const objects = (await ports.custodyOf(session.id)).length
    return { kind: 'command', command: { type: 'finish', objects } }
  }
}

/** A page at a time, each noted: whoever is killed goes on from there. */
export async function keepAudio(
  ports: KeepCopiesPorts & Pick<CustodyPorts, 'chunksNotInCustody'>,
  sessionId: string,
  note: (copies: CustodyCopy[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const page = await ports.chunksNotInCustody(sessionId, PAGE)
    if (page.length === 0) return
    const objects = page.map(({ objectKey: key, sha256 }) => ({ key, sha256 }))
    await note(await keepCopies(ports, objects, signal))
  }
}

function madeBy({ assembly, documents = [] }: SessionView): ToKeep[] {
  if (assembly === undefined) throw new TypeError('what goes into custody was assembled before')
  const { full, public: open, chunks, assets } = assembly
  return [full, ...(open === undefined ? [] : [open]), chunks, ...documents, ...assets]
}

/** The signed snapshot itself and the keys to check it with, for whoever has nothing but the bucket. */
async function keepEvidence(
  { custody: store, guard, retentionMs, now }: CustodyPorts,
  { session, snapshot }: SessionView,
  trace: string | undefined,
  signal: AbortSignal,
): Promise<CustodyCopy> {
  if (snapshot === undefined) throw new TypeError('what goes into custody was sealed before')
  const ask = { method: 'GET', trace, signal } as const
  const [record, keys] = await Promise.all([
    inTries(TRIES, signal, () =>
      guard.call({ ...ask, path: `/snapshots/${snapshot.snapshotId}`, reply: SnapshotRecord }),
    ),
    inTries(TRIES, signal, () => guard.call({ ...ask, path: '/.well-known/guard-keys', reply: GuardKeys })),
  ])
  if (record.integrity_hash !== snapshot.integrityHash || record.signature !== snapshot.signature)
    throw new NotAsSaid('the snapshot that guard shows is not the one that it gave')
  const evidence: SessionEvidence = { snapshot: record, guard_keys: keys.keys }
  const body = Buffer.from(`${JSON.stringify(evidence, null, 2)}\n`)
  const sha256 = createHash('sha256').update(body).digest('hex')
  const { id: sessionId, tenantId } = session
  const object = evidenceKey({ tenantId, sessionId, snapshotId: snapshot.snapshotId })
  const retainUntil = new Date(Math.ceil((now() + retentionMs) / 1000) * 1000)
  const { versionId } = await store.put(object, body, { contentType: 'application/json', sha256, retainUntil, signal })
  return { object, versionId: versionId ?? 'null', sha256, retainUntil }
}
