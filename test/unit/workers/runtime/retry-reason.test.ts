import { expect, it } from 'vitest'
import { retryReason } from '#workers/runtime/retry-reason.ts'

it.each([
  ['a stage that is tried again', 'recorded', { outcome: 'retry', reason: 'UPSTREAM_TIMEOUT' }, 'UPSTREAM_TIMEOUT'],
  ['a stage whose breaker is open', 'put_off', { outcome: 'defer', hold: 'BREAKER_OPEN' }, 'BREAKER_OPEN'],
  ['what is put off for a reason', 'put_off', { outcome: 'put_off', hold: 'KILL_SWITCH' }, 'KILL_SWITCH'],
  ['what is recorded and kept', 'recorded', { outcome: 'block', hold: 'BUDGET' }, 'BUDGET'],
  ['what is put off without a word for it', 'put_off', { outcome: 'put_off', why: 'ECONNRESET' }, 'OTHER'],
  ['a word that nobody knows', 'put_off', { outcome: 'put_off', hold: 'account 4711' }, 'OTHER'],
  ['a delivery that broke off', 'thrown', {}, 'THROWN'],
  ['what is done', 'recorded', { outcome: 'advance' }, undefined],
  ['what is given up', 'recorded', { outcome: 'stop', reason: 'UPSTREAM_ERROR' }, undefined],
  ['a retry that somebody else was faster with', 'superseded', { outcome: 'retry', reason: 'INTERNAL' }, undefined],
])('%s counts as done again for its reason, and nothing else does', (_, result, described, reason) => {
  expect(retryReason('any', result, described)).toBe(reason)
})

it('what a timer is put off for by plan is no retry, but what holds it is', () => {
  expect(retryReason('collect-metrics', 'put_off', { outcome: 'put_off' })).toBeUndefined()
  expect(retryReason('collect-metrics', 'put_off', { outcome: 'put_off', hold: 'KILL_SWITCH' })).toBe('KILL_SWITCH')
})

it('what watches is due again by plan, unless it failed', () => {
  expect(retryReason('canary:session.vad', 'put_off', { outcome: 'passed' })).toBeUndefined()
  expect(retryReason('find-stuck', 'put_off', { outcome: 'looked', stuck: 2 })).toBeUndefined()
  expect(retryReason('find-stuck', 'put_off', { outcome: 'failed', why: 'Postgres is away' })).toBe('OTHER')
})
