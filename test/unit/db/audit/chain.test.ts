import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chain, hashEntry } from '#db/audit/chain.ts'
import { EMPTY_CHAIN } from '#domain/audit-entry.ts'

const AT = '2026-03-01T10:00:00.000Z'
const actor = { sub: 'ann', principal: 'human' } as const
const drafts = [
  { actor, action: 'campaign.created', details: { b: 1, a: 'é' } },
  { actor, action: 'campaign.started', details: {} },
]

describe('a chain', () => {
  it('numbers its entries from 1, each over the hash of the one before', () => {
    const { entries, head } = chain('s', EMPTY_CHAIN, drafts, AT)
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2])
    expect(entries[0]?.prevHash).toBe('0'.repeat(64))
    expect(entries[1]?.prevHash).toBe(entries[0]?.hash)
    expect(head).toEqual({ seq: 2, hash: entries[1]?.hash })
  })

  it('is the same whether made at once or in two goes', () => {
    const first = chain('s', EMPTY_CHAIN, drafts.slice(0, 1), AT)
    const second = chain('s', first.head, drafts.slice(1), AT)
    expect(second.head).toEqual(chain('s', EMPTY_CHAIN, drafts, AT).head)
  })

  it('hashes the canonical JSON that an outsider can recompute', () => {
    const canonical =
      `{"action":"campaign.created","actor":{"principal":"human","sub":"ann"},"at":"${AT}","details":{"a":"é","b":1},` +
      `"prev_hash":"${'0'.repeat(64)}","seq":1,"subject":"s"}`
    const expected = createHash('sha256').update(canonical).digest('hex')
    expect(chain('s', EMPTY_CHAIN, drafts, AT).entries[0]?.hash).toBe(expected)
  })

  it.each([
    ['seq', { seq: 2 }],
    ['at', { at: '2026-03-01T10:00:00.001Z' }],
    ['subject', { subject: 't' }],
    ['actor', { actor: { sub: 'bob', principal: 'human' as const } }],
    ['principal', { actor: { sub: 'ann', principal: 'service' as const } }],
    ['action', { action: 'campaign.started' }],
    ['details', { details: { a: 'é', b: 2 } }],
    ['prev_hash', { prevHash: '1'.repeat(64) }],
  ])('another %s is another hash', (_, more) => {
    const [entry] = chain('s', EMPTY_CHAIN, drafts, AT).entries
    if (entry === undefined) throw new Error('no entry')
    expect(hashEntry({ ...entry, ...more })).not.toBe(entry.hash)
  })
})
