// The archive step: writes down what there was of an abandoned session and puts it into custody with its audio and pictures.
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { CustodyCopy } from '#domain/ports/session-ledger.ts'
import type { AssemblePorts } from './finalize/assemble.ts'
import { keepAudio } from './finalize/custody.ts'
import { type KeepCopiesPorts, keepCopies } from './finalize/keep-copies.ts'
import { writeAssembly } from './finalize/write-assembly.ts'
import type { SessionOutcome } from './session-outcome.ts'

export interface ArchivePorts extends AssemblePorts, KeepCopiesPorts {
  chunksNotInCustody: SessionKeeping['chunksNotInCustody']
  keepCustody: SessionKeeping['keepCustody']
  custodyOf: SessionKeeping['custodyOf']
  /** Takes it out of Redis. */
  forget(sessionId: string): Promise<void>
}

export function archive(ports: ArchivePorts) {
  return async ({ loaded: { session, view } }: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    if (session.status !== 'ABANDONED') return { kind: 'close', why: `it is ${session.status}` }
    const skeleton = await ports.findSkeleton(session.tenantId, view.pinned.skeletonId)
    const folder = `sessions/${session.tenantId}/${session.id}/archive`
    const source = { view, skeletonKey: skeleton?.objectKey ?? view.pinned.skeletonId, folder }
    const { full, chunks, assets } = await writeAssembly(ports, source, signal)
    const note = (copies: CustodyCopy[]) => ports.keepCustody(session.tenantId, session.id, copies)
    await keepAudio(ports, session.id, note, signal)
    await note(await keepCopies(ports, [full, chunks, ...assets], signal))
    await ports.forget(session.id)
    const objects = (await ports.custodyOf(session.id)).length
    return {
      kind: 'command',
      command: { type: 'archived', objects, sha256: full.sha256 },
      made: { kind: 'result', of: 'ARCHIVE', body: { full, chunks } },
    }
  }
}
