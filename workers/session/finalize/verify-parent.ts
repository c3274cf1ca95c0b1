// Whether a sealed session is still what guard signed: guard is asked, and the ledger compared with the backup in custody.
import { SessionManifest } from '#contracts/session-manifest.ts'
import { VerifyReply } from '#contracts/upstream/guard.ts'
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { Upstream } from '../../adapters/upstream/create-upstream.ts'
import { type CompareBackupPorts, compareBackup } from './compare-backup.ts'
import { integrityHash } from './session-manifest.ts'

export interface VerifyParentPorts extends CompareBackupPorts {
  guard: Upstream
  snapshotOf: SessionKeeping['snapshotOf']
}

/** @returns why it is not; undefined: it is */
export async function verifyParent(
  ports: VerifyParentPorts,
  parentSessionId: string,
  trace: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const parent = await ports.snapshotOf(parentSessionId)
  if (parent === undefined) return 'it has no snapshot'
  const hash = integrityHash(parent.manifest)
  if (hash !== parent.integrityHash) return 'its manifest is not the one that was signed'
  const body = { snapshot_id: parent.snapshotId, integrity_hash: hash }
  const reply = await ports.guard.call({ path: '/verify', body, reply: VerifyReply, trace, signal })
  if (!reply.ok) return reply.why ?? 'guard does not say why'
  return compareBackup(ports, SessionManifest.parse(parent.manifest), signal)
}
