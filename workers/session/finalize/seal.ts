// The seal step: guard signs what the session was. Without it no document is handed out.
import { SnapshotReply } from '#contracts/upstream/guard.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { SessionOutcome } from '../session-outcome.ts'
import { inTries } from './in-tries.ts'
import { ParentNotVerified } from './or-fail.ts'
import { integrityHash, sessionManifest } from './session-manifest.ts'
import { type VerifyParentPorts, verifyParent } from './verify-parent.ts'

export type SealPorts = VerifyParentPorts

const TRIES = 3

export function seal(ports: SealPorts) {
  return async (
    { step, loaded: { session, view } }: LoadedSessionStep,
    signal: AbortSignal,
  ): Promise<SessionOutcome> => {
    const manifest = sessionManifest(view)
    if (manifest === undefined) throw new TypeError('what is sealed was built before')
    if (session.parent !== undefined) {
      const why = await inTries(TRIES, signal, () =>
        verifyParent(ports, session.parent?.sessionId ?? '', step.trace, signal),
      )
      if (why !== undefined) throw new ParentNotVerified(`the version before is not what guard signed: ${why}`)
    }
    const hash = integrityHash(manifest)
    const reply = await inTries(TRIES, signal, () =>
      ports.guard.call({
        path: '/snapshots',
        body: {
          integrity_hash: hash,
          ...(session.parent === undefined ? {} : { parent_snapshot_id: session.parent.snapshotId }),
          manifest,
        },
        reply: SnapshotReply,
        // The same for as long as the session lives: killed and done again, it is the same snapshot.
        idempotencyKey: `${session.executionId}:seal`,
        trace: step.trace,
        signal,
      }),
    )
    const { snapshot_id: snapshotId, signature, key_id: keyId, at } = reply
    return {
      kind: 'command',
      command: { type: 'sealed', snapshotId, integrityHash: hash },
      made: { kind: 'snapshot', snapshot: { snapshotId, integrityHash: hash, signature, keyId, at }, manifest },
    }
  }
}
