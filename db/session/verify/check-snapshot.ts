// Holds a snapshot against itself: the manifest against its hash, the hash and all that is signed with it against the signature.
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import { evidenceKey } from '#contracts/session-manifest.ts'
import { SignedSnapshot } from '#contracts/upstream/guard.ts'
import { canonicalHash } from '../canonical-hash.ts'
import { Mismatch } from './mismatch.ts'
import type { Evidence } from './read-evidence.ts'

/** @param keys that are trusted; those of the evidence itself when there are no others. @throws Mismatch */
export function checkSnapshot({ key, snapshot, manifest }: Evidence, keys: Evidence['keys']): void {
  const expect = (what: string, expected: string | null, found: string | null) => {
    if (expected !== found) throw new Mismatch(`${what} in ${key}`, expected ?? 'none', found ?? 'none')
  }
  const hash = canonicalHash(snapshot.manifest)
  expect('the integrity hash', hash, snapshot.integrity_hash)
  expect('the manifest hash', hash, snapshot.manifest_sha256)
  checkSignature(key, snapshot, keys)
  const { tenant_id: tenantId, session_id: sessionId, parent_snapshot_id: parent } = manifest
  expect('where it lies', evidenceKey({ tenantId, sessionId, snapshotId: snapshot.snapshot_id }), key)
  expect('the parent snapshot', parent, snapshot.parent_snapshot_id)
  expect('the parent session', parent === null ? null : 'one', manifest.parent_session_id === null ? null : 'one')
}

/** What the snapshot after it carries as `prev_hash`. */
export function linkHash({ snapshot }: Evidence): string {
  return canonicalHash({ ...SignedSnapshot.parse(snapshot), signature: snapshot.signature })
}

function checkSignature(key: string, snapshot: Evidence['snapshot'], keys: Evidence['keys']): void {
  const { key_id: keyId, signature } = snapshot
  const jwk = keys.find(({ kid }) => kid === keyId)
  if (jwk === undefined) throw new Mismatch(`the key ${keyId} of ${key}`, "one of guard's public keys", 'none of them')
  const bytes = Buffer.from(signature, 'base64url')
  const signed = Buffer.from(canonicalize(SignedSnapshot.parse(snapshot)) ?? '')
  // One signature has one spelling.
  const isSigned = bytes.toString('base64url') === signature && isSignedBy(jwk, signed, bytes)
  if (!isSigned) throw new Mismatch(`the signature in ${key}`, `one by key ${keyId} over the snapshot`, 'another')
}

function isSignedBy(jwk: Evidence['keys'][number], signed: Uint8Array, signature: Uint8Array): boolean {
  const { kty, crv, x } = jwk
  const key: JsonWebKey = { kty, crv, x }
  try {
    return verify(null, signed, createPublicKey({ key, format: 'jwk' }), signature)
  } catch {
    return false // no key at all: nothing is signed by it
  }
}
