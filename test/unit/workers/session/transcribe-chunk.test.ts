import { describe, expect, it } from 'vitest'
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import type { Upstream, UpstreamCall } from '#workers/adapters/upstream/create-upstream.ts'
import { BreakerOpen, UpstreamError } from '#workers/adapters/upstream/upstream-error.ts'
import { transcribeChunk } from '#workers/session/transcribe-chunk.ts'

const never = new AbortController().signal
const SAID = { text: 'hello', confidence: 0.9, model_version: 'core-1' }

const loaded = (more: Partial<LoadedChunkStep> = {}): LoadedChunkStep => ({
  step: {
    id: 'step',
    tenantId: 't',
    subjectId: 'chunk',
    kind: 'transcribe',
    executionId: 'e',
    version: 1,
    run: 1,
    attempt: 1,
  },
  ...{ sessionId: 's', sequenceId: 7, sha256: 'h', bytes: 1, objectKey: 'k', contentType: 'audio/wav', rev: 1 },
  startedAt: new Date(2000),
  clientTimezone: 'Europe/Madrid',
  pinned: {
    ...{ skeletonId: 'k', s3VersionId: 'v', adapterId: 'minutes', styleMap: {}, modelVersion: 'core-1', locale: 'es' },
    zoneMap: { TPL_PROPOSAL: 'PROPOSALS' },
    tableMap: { VOTE: 'TBL_VOTES' },
  },
  quotaExhausted: false,
  durationMs: 2600,
  contexts: [{ n: 1, effectiveFromMs: 1000, currentSpeakerId: 'anna' }],
  ...more,
})

function core(...answers: (object | Error)[]) {
  const calls: UpstreamCall<never>[] = []
  const upstream: Upstream = {
    async call(call) {
      calls.push(call as never)
      const answer = answers[Math.min(calls.length, answers.length) - 1]
      if (answer instanceof Error) throw answer
      return call.reply.parse(answer) as never
    },
  }
  const run = (more: Partial<LoadedChunkStep> = {}) =>
    transcribeChunk({
      gate: { enter: async () => () => {} },
      ...{ core: upstream, readAudio: async () => new Uint8Array([1, 2, 3]), attempts: 2, againMs: 60_000 },
    })(loaded(more), never)
  return { calls, run }
}

const failed = (
  reason: 'UPSTREAM_TIMEOUT' | 'UPSTREAM_ERROR' | 'UPSTREAM_INVALID_RESPONSE',
  retryable: boolean,
): UpstreamError => new UpstreamError(reason, reason, { retryable })

describe('what core says', () => {
  it('is asked with the audio and what holds at its moment', async () => {
    const { calls, run } = core(SAID)
    expect(await run()).toEqual({
      kind: 'block',
      body: { type: 'TEXT', text: 'hello', confidence: 0.9 },
      heardSeconds: 3,
    })
    const { file, fields } = calls[0]?.form ?? {}
    expect([file?.type, [...(file?.bytes ?? [])]]).toEqual(['audio/wav', [1, 2, 3]])
    expect(fields).toMatchObject({
      ...{ session_id: 's', sequence_id: '7', speaker_id: 'anna', client_timezone: 'Europe/Madrid' },
      ...{ adapter_id: 'minutes', model_version: 'core-1', locale: 'es' },
    })
  })

  it.each([
    [
      'an intent of the map is a row of its table',
      { intent: { intent_id: 'VOTE', columns: ['who'], rows: [['anna']] } },
      { type: 'TABLE', targetPlaceholder: 'TBL_VOTES', columns: ['who'], rows: [['anna']] },
    ],
    [
      'an intent that the map lacks is plain text',
      { intent: { intent_id: 'DANCE', rows: [['x']] } },
      { type: 'TEXT', text: 'hello' },
    ],
    [
      'a template of the map goes to its zone',
      { template_id: 'TPL_PROPOSAL' },
      { type: 'TEXT', targetPlaceholder: 'PROPOSALS' },
    ],
    [
      'a template that the map lacks is plain text',
      { template_id: 'TPL_NEW' },
      { type: 'TEXT', templateId: 'TPL_NEW' },
    ],
    [
      'a template named like a part of every object is plain text',
      { template_id: 'constructor' },
      { type: 'TEXT', templateId: 'constructor' },
    ],
  ])('%s', async (_, more, body) => {
    const outcome = await core({ ...SAID, ...more }).run()
    expect(outcome).toMatchObject({ kind: 'block', body })
    const isZoned = 'targetPlaceholder' in body
    expect(outcome.kind === 'block' && 'targetPlaceholder' in outcome.body).toBe(isZoned)
  })
})

describe('when core does not say', () => {
  it.each([
    ['CORE_TIMEOUT', failed('UPSTREAM_TIMEOUT', true), 2],
    ['CORE_ERROR', failed('UPSTREAM_ERROR', true), 2],
    ['CORE_ERROR', failed('UPSTREAM_ERROR', false), 1],
    ['CORE_INVALID_RESPONSE', failed('UPSTREAM_INVALID_RESPONSE', false), 1],
    ['CIRCUIT_OPEN', new BreakerOpen('core', 1000), 1],
  ])('the audio is kept as pending for %s', async (reason, error, tries) => {
    const { calls, run } = core(error)
    expect(await run()).toMatchObject({
      kind: 'block',
      body: { type: 'AUDIO_PENDING', reason },
      again: { delayMs: 60_000 },
    })
    expect(calls).toHaveLength(tries)
  })

  it('once, it is asked a second time at once', async () => {
    const { run } = core(failed('UPSTREAM_TIMEOUT', true), SAID)
    expect(await run()).toMatchObject({ body: { type: 'TEXT', text: 'hello' } })
  })

  it.each([
    [1, 60_000],
    [3, 240_000],
    [40, 3_600_000],
  ])(
    'at its attempt %i it is tried again after %i ms, however often it waited for a place',
    async (attempt, delayMs) => {
      const step = { ...loaded().step, attempt, run: attempt + 5 }
      expect(await core(failed('UPSTREAM_ERROR', true)).run({ step })).toMatchObject({ again: { delayMs } })
    },
  )

  it('because the quota is used up, it is not asked', async () => {
    const { calls, run } = core(SAID)
    const pending = { body: { type: 'AUDIO_PENDING', reason: 'QUOTA_EXHAUSTED' }, again: { hold: 'BUDGET' } }
    expect(await run({ quotaExhausted: true })).toMatchObject(pending)
    expect(calls).toEqual([])
  })

  it('an error of ours is no answer of core’s', async () => {
    await expect(core(new TypeError('ours')).run()).rejects.toThrow('ours')
  })
})
