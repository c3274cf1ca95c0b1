import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Policy, SEEDED_STATE } from '#services/enterprise/business-state.ts'
import { governanceHash, policyHash } from '#services/enterprise/governance-hash.ts'

const B: Policy = { id: 'b', name: 'B', active: true, rule: { kind: 'max_action_budget', amount_minor: 5 } }
const A: Policy = { id: 'a', name: 'A', active: true, rule: { kind: 'forbidden_terms', terms: ['é'] } }

it('is the SHA-256 of the canonical JSON of the active policies in order of id', () => {
  const canonical =
    '[{"id":"a","name":"A","rule":{"kind":"forbidden_terms","terms":["é"]}},' +
    '{"id":"b","name":"B","rule":{"amount_minor":5,"kind":"max_action_budget"}}]'
  expect(governanceHash([B, A])).toBe(createHash('sha256').update(canonical).digest('hex'))
})

it('changes with any active policy, and not with an inactive one', () => {
  const both = governanceHash([A, B])
  expect(governanceHash([A, { ...B, active: false }])).toBe(governanceHash([A]))
  expect(governanceHash([A])).not.toBe(both)
  expect(governanceHash([A, { ...B, rule: { kind: 'max_action_budget', amount_minor: 6 } }])).not.toBe(both)
  expect(policyHash(A)).not.toBe(policyHash(B))
})

it('of a tenant never seen before stays what it is, for strategies carry it', () => {
  expect(governanceHash(SEEDED_STATE.policies)).toBe('6b42a37a1797f099452e476bcd0a69a440e7b670b67a6252a933d3c3d9442e16')
})
