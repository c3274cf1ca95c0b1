// What Guard checks of itself: that a snapshot verifies with the published keys alone, and that another hash does not.
import { createHash, createPublicKey, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import { GuardKeys, SignedSnapshot, SnapshotRecord, SnapshotReply, VerifyReply } from '#contracts/upstream/guard.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'

const MANIFEST = { self_check: true, chunks: [{ sequence_id: 1, sha256: '0'.repeat(64) }] }
const INTEGRITY_HASH = createHash('sha256')
  .update(canonicalize(MANIFEST) ?? '')
  .digest('hex')

export const selfChecks: readonly SelfCheck[] = [
  {
    name: 'a snapshot verifies, by what is published and by asking, and for its own hash only',
    async run(call) {
      const reply = SnapshotReply.parse(
        await call('/snapshots', { integrity_hash: INTEGRITY_HASH, manifest: MANIFEST }),
      )
      const record = SnapshotRecord.parse(await call(`/snapshots/${reply.snapshot_id}`, undefined))
      const { keys } = GuardKeys.parse(await call('/.well-known/guard-keys', undefined))
      const jwk = keys.find(({ kid }) => kid === reply.key_id)
      const signed = Buffer.from(canonicalize(SignedSnapshot.parse(record)) ?? '')
      const isSigned =
        jwk !== undefined &&
        verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(reply.signature, 'base64url'))
      const asked = async (integrity_hash: string) =>
        VerifyReply.parse(await call('/verify', { snapshot_id: reply.snapshot_id, integrity_hash })).ok
      const got = [isSigned, await asked(INTEGRITY_HASH), await asked('f'.repeat(64))]
      return { ok: JSON.stringify(got) === '[true,true,false]', expected: [true, true, false], got }
    },
  },
]
