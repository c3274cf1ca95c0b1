// Whatever is changed in a chain is found, and never in one that nobody touched.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, hashEntry } from '#db/audit/chain.ts'
import { type Finding, type SignedHead, type SubjectRow, walkChain } from '#db/audit/verify/walk-chain.ts'
import { type AuditEntry, EMPTY_CHAIN, type JsonObject } from '#domain/audit-entry.ts'

const SUBJECT = '01930000-0000-7000-8000-000000000001'
const TENANT = '01930000-0000-7000-8000-0000000000ff'

const details = fc
  .dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }))
  .map(value => JSON.parse(JSON.stringify(value)) as JsonObject)
const drafts = fc.array(
  fc.record({
    actor: fc.record({
      sub: fc.string({ minLength: 1 }),
      principal: fc.constantFrom('human' as const, 'service' as const),
    }),
    action: fc.string({ minLength: 1, maxLength: 20 }),
    details,
  }),
  { minLength: 1, maxLength: 12 },
)
const chains = drafts.map(list => chain(SUBJECT, EMPTY_CHAIN, list, '2026-11-20T22:00:00.000Z').entries)

/** What the subject's row and a checkpoint say of an untouched chain. */
const rowOf = (entries: readonly AuditEntry[]): SubjectRow => {
  const { seq, hash } = entries.at(-1) ?? EMPTY_CHAIN
  return { tenant: TENANT, seq, hash }
}
const signed = (entries: readonly AuditEntry[], seq: number): SignedHead => ({
  ...{ n: 1, at: '2026-11-20T22:01:00.000Z', seq },
  hash: entries[seq - 1]?.hash ?? '',
})

function walk(
  entries: readonly AuditEntry[],
  row: SubjectRow | undefined,
  heads: SignedHead[] = [],
): Finding | undefined {
  const walking = walkChain(heads)
  for (const entry of entries) {
    const finding = walking.take({ entry, tenant: TENANT })
    if (finding !== undefined) return finding
  }
  return walking.end(row)
}

describe('a chain', () => {
  it('that nobody touched is right, also with checkpoints', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (entries, at) => {
        const head = signed(entries, (at % entries.length) + 1)
        expect(walk(entries, rowOf(entries), [head])).toBeUndefined()
      }),
    )
  })

  it('survives being stored as JSON with its keys in another order', () => {
    fc.assert(
      fc.property(chains, entries => {
        const stored = entries.map(entry => ({ ...entry, details: turned(entry.details) }))
        expect(walk(stored, rowOf(entries))).toBeUndefined()
      }),
    )
  })
})

const mutations = fc.record({ nth: fc.nat(), other: fc.nat(), kind: fc.constantFrom(...kinds()) })

describe('any single mutation', () => {
  it('is found at the first entry that it made wrong', () => {
    fc.assert(
      fc.property(chains, mutations, (entries, { nth, other, kind }) => {
        const at = nth % entries.length
        const changed = mutate(entries, at, other % entries.length, kind)
        fc.pre(changed !== undefined)
        const finding = walk(changed?.entries ?? [], rowOf(entries))
        expect(finding?.seq).toBe(changed?.firstBad)
        expect(finding?.why).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  it('that hashes everything anew is found by the signed head', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (entries, nth) => {
        const at = nth % entries.length
        const redone = chain(
          SUBJECT,
          EMPTY_CHAIN,
          entries.map((entry, index) => (index === at ? { ...entry, action: `${entry.action}!` } : entry)).map(toDraft),
          '2026-11-20T22:00:00.000Z',
        ).entries
        const heads = entries.map(entry => ({ ...signed(entries, entry.seq), n: entry.seq }))
        expect(walk(redone, rowOf(redone))).toBeUndefined()
        expect(walk(redone, rowOf(redone), heads)?.seq).toBe(at + 1)
        expect(walk(redone, rowOf(redone), heads.slice(-1))?.seq).toBe(entries.length)
      }),
    )
  })

  it('that cuts the tail and lets the row agree is found by the signed head', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (entries, nth) => {
        const kept = entries.slice(0, nth % entries.length)
        const finding = walk(kept, rowOf(kept), [signed(entries, entries.length)])
        expect(finding?.seq).toBe(kept.length + 1)
        expect(finding?.why).toContain(kept.length === 0 ? 'the whole trail is gone' : `after entry ${kept.length}`)
      }),
    )
  })
})

function kinds() {
  return [
    'delete',
    'repeat',
    'swap',
    'details',
    'sub',
    'principal',
    'action',
    'at',
    'prev',
    'hash',
    'rehash',
    'subject',
  ] as const
}

/** @returns undefined where the mutation changes nothing */
function mutate(
  entries: readonly AuditEntry[],
  at: number,
  other: number,
  kind: ReturnType<typeof kinds>[number],
): { entries: AuditEntry[]; firstBad: number } | undefined {
  const entry = entries[at] as AuditEntry
  const firstBad = at + 1
  const with_ = (changed: AuditEntry) => ({ entries: entries.with(at, changed), firstBad })
  switch (kind) {
    case 'delete':
      return { entries: entries.toSpliced(at, 1), firstBad }
    case 'repeat':
      return { entries: entries.toSpliced(at, 0, entry), firstBad: firstBad + 1 }
    case 'swap': {
      if (at === other) return undefined
      const there = entries[other] as AuditEntry
      const swapped = entries.with(at, { ...there, seq: entry.seq }).with(other, { ...entry, seq: there.seq })
      return { entries: swapped, firstBad: Math.min(at, other) + 1 }
    }
    case 'details':
      return with_({ ...entry, details: { ...entry.details, added: true } })
    case 'sub':
      return with_({ ...entry, actor: { ...entry.actor, sub: `${entry.actor.sub} ` } })
    case 'principal':
      return with_({
        ...entry,
        actor: { ...entry.actor, principal: entry.actor.principal === 'human' ? 'service' : 'human' },
      })
    case 'action':
      return with_({ ...entry, action: `${entry.action} ` })
    case 'at':
      return with_({ ...entry, at: '2026-11-20T22:00:00.001Z' })
    case 'prev':
      return with_({ ...entry, prevHash: 'f'.repeat(64) })
    case 'hash':
      return with_({ ...entry, hash: 'f'.repeat(64) })
    case 'rehash': {
      const forged = { ...entry, action: `${entry.action}!` }
      // The next entry no longer follows; behind the last one, the row does not agree.
      return { ...with_({ ...forged, hash: hashEntry(forged) }), firstBad: Math.min(firstBad + 1, entries.length) }
    }
    case 'subject':
      return with_({ ...entry, subject: '01930000-0000-7000-8000-000000000002' })
    default:
      return kind satisfies never
  }
}

const toDraft = ({ actor, action, details }: AuditEntry) => ({ actor, action, details })

function turned(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).reverse())
}
