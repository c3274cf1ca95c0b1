import { describe, expect, it } from 'vitest'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import { ObjectStoreError, type ObjectStoreReason } from '#domain/ports/object-store.ts'
import { orFail } from '#workers/session/finalize/or-fail.ts'

const loaded = { step: { attempt: 2 } } as LoadedSessionStep
const stepOf = (reason: ObjectStoreReason) =>
  orFail('CUSTODY', 1000, () => Promise.reject(new ObjectStoreError(reason, 'the store')))

describe('a step of finalization', () => {
  it('that the object store fails is the session’s failure, and tried again', async () => {
    expect(await stepOf('UNAVAILABLE')(loaded, new AbortController().signal)).toEqual({
      ...{ kind: 'command', keep: { delayMs: 2000, hold: 'UPSTREAM_RETRY' } },
      command: {
        type: 'fail',
        failure: { reason: 'OBJECT_STORE', detail: 'the store', retryable: true, stage: 'CUSTODY' },
      },
    })
  })

  it('that was cut off has failed in nothing', async () => {
    const work = stepOf('ABORTED')(loaded, AbortSignal.abort(new Error('stopping')))
    await expect(work).rejects.toMatchObject({ name: 'ObjectStoreError', reason: 'ABORTED' })
  })
})
