// The assemble step: freezes what the document is made of.
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { SessionOutcome } from '../session-outcome.ts'
import { NotAsSaid } from './or-fail.ts'
import { type WriteAssemblyPorts, writeAssembly } from './write-assembly.ts'

export interface AssemblePorts extends WriteAssemblyPorts {
  findSkeleton(tenantId: string, id: string): Promise<{ objectKey: string } | undefined>
  /** From this size on builder is given a reference. */
  handoverBytes: number
}

export function assemble(ports: AssemblePorts) {
  return async ({ loaded: { session, view } }: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    const skeleton = await ports.findSkeleton(session.tenantId, view.pinned.skeletonId)
    if (skeleton === undefined) throw new NotAsSaid(`there is no skeleton ${view.pinned.skeletonId} any more`)
    // Frozen is frozen: when the build is tried again later, it is of the same.
    const assembly =
      view.assembly ??
      (await writeAssembly(
        ports,
        { view, skeletonKey: skeleton.objectKey, folder: `sessions/${session.tenantId}/${session.id}/assembly` },
        signal,
      ))
    const { full, blocks } = assembly
    const byReference = full.bytes > ports.handoverBytes
    return {
      kind: 'command',
      command: { type: 'assembled', blocks, bytes: full.bytes, sha256: full.sha256, byReference },
      made: { kind: 'result', of: 'ASSEMBLY', body: assembly },
    }
  }
}
