import { expect, it } from 'vitest'
import { type PolicyRule, SEEDED_STATE } from '#services/enterprise/business-state.ts'
import { objectionToAction, objectionToReservation } from '#services/enterprise/policy-verdict.ts'

const withRule = (rule: PolicyRule, active = true) => ({
  ...SEEDED_STATE,
  policies: [{ id: 'p', name: 'P', active, rule }],
})
const action = (payload: Record<string, unknown>) => ({ platform: 'MOCK', payload })

it.each<[string, PolicyRule, Record<string, unknown>, RegExp | undefined]>([
  [
    'a forbidden term in the text',
    { kind: 'forbidden_terms', terms: ['Risk-Free'] },
    { content_text: 'It is RISK-free!' },
    /p: "Risk-Free"/,
  ],
  [
    'a forbidden term in an alt text',
    { kind: 'forbidden_terms', terms: ['miracle'] },
    { alt_texts: ['A miracle'] },
    /miracle/,
  ],
  ['clean words', { kind: 'forbidden_terms', terms: ['miracle'] }, { content_text: 'Fine' }, undefined],
  ['a platform not listed', { kind: 'allowed_platforms', platforms: ['META'] }, {}, /platform MOCK/],
  ['a listed platform', { kind: 'allowed_platforms', platforms: ['MOCK'] }, {}, undefined],
  [
    'a budget above the ceiling',
    { kind: 'max_action_budget', amount_minor: 1550 },
    { budget_bid: 15.51 },
    /1551 is above/,
  ],
  ['a budget at the ceiling', { kind: 'max_action_budget', amount_minor: 1550 }, { budget_bid: 15.5 }, undefined],
  [
    'a budget in dollars, weighed in euros',
    { kind: 'max_action_budget', amount_minor: 1350 },
    { budget_bid: 15.1, currency: 'USD' },
    /1359/,
  ],
  [
    'a budget in a currency without a rate',
    { kind: 'max_action_budget', amount_minor: 9999 },
    { budget_bid: 1, currency: 'XXX' },
    /cannot be weighed/,
  ],
  [
    'a budget that is no number',
    { kind: 'max_action_budget', amount_minor: 9999 },
    { budget_bid: '1' },
    /cannot be weighed/,
  ],
])('%s', (_, rule, payload, objection) => {
  const said = objectionToAction(withRule(rule), action(payload))
  if (objection === undefined) expect(said).toBeUndefined()
  else expect(said).toMatch(objection)
})

it('an inactive policy objects to nothing', () => {
  expect(objectionToAction(withRule({ kind: 'allowed_platforms', platforms: [] }, false), action({}))).toBeUndefined()
})

it('a reservation above the ceiling is objected to, at the ceiling it is not', () => {
  const state = withRule({ kind: 'max_reservation', amount_minor: 100 })
  expect(objectionToReservation(state, 101)).toMatch(/p: 101 is above the 100/)
  expect(objectionToReservation(state, 100)).toBeUndefined()
})
