import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSnapshot, linkHash } from '#db/session/verify/check-snapshot.ts'
import type { Evidence } from '#db/session/verify/read-evidence.ts'
import { GOLDEN_EVIDENCE, GOLDEN_LINK } from '#test/support/golden-seal.ts'

const { keys, snapshot } = GOLDEN_EVIDENCE
const check = (changed: Partial<Evidence['snapshot']>) =>
  checkSnapshot({ ...GOLDEN_EVIDENCE, snapshot: { ...snapshot, ...changed } }, keys)

describe('a snapshot', () => {
  it('that another program signed holds, and links as guard links', () => {
    expect(() => checkSnapshot(GOLDEN_EVIDENCE, keys)).not.toThrow()
    expect(linkHash(GOLDEN_EVIDENCE)).toBe(GOLDEN_LINK)
  })

  it('with any member changed does not', () => {
    const other = { at: '2026-11-20T10:00:00.001Z', prev_hash: null, parent_snapshot_id: null, key_id: 'other' }
    const hashes = { integrity_hash: 'a'.repeat(64), manifest_sha256: 'a'.repeat(64), snapshot_id: crypto.randomUUID() }
    for (const [name, value] of Object.entries({ ...other, ...hashes, manifest: { format: 'mandate.session/1' } })) {
      expect(() => check({ [name]: value })).toThrow(/: expected .*, found /)
    }
  })

  it('with any other signature does not, another spelling of the same bytes included', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const letter = fc.constantFrom(...alphabet)
    fc.assert(
      fc.property(fc.nat({ max: snapshot.signature.length - 1 }), letter, (at, put) => {
        fc.pre(snapshot.signature[at] !== put)
        const signature = snapshot.signature.slice(0, at) + put + snapshot.signature.slice(at + 1)
        expect(() => check({ signature })).toThrow(/^the signature in /)
      }),
    )
  })

  it('of another session, or with a key that is none, is not of this one', () => {
    const elsewhere = { ...GOLDEN_EVIDENCE, key: GOLDEN_EVIDENCE.key.replace('sessions/1', 'sessions/2') }
    expect(() => checkSnapshot(elsewhere, keys)).toThrow(/^where it lies in /)
    expect(() => checkSnapshot(GOLDEN_EVIDENCE, [])).toThrow(/^the key rfc8032-1 of /)
    expect(() => checkSnapshot(GOLDEN_EVIDENCE, [{ ...keys[0], x: 'AAAA' } as Evidence['keys'][number]])).toThrow(
      /^the signature in /,
    )
  })
})
