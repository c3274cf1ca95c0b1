import { describe, expect, it } from 'vitest'
import { fastPath, jobId } from '#queues/dispatcher.ts'

describe('the fast path', () => {
  it('takes what is due now and leaves what acts outside, or is due later, to the sweep', () => {
    const steps = [
      { id: '1', subjectId: 'c', kind: 'learn' },
      { id: '2', subjectId: 'c', kind: 'publish-check', dueInMs: 0 },
      { id: '3', subjectId: 'c', kind: 'learn', dueInMs: 1 },
      { id: '4', subjectId: 'a', kind: 'execute-mock' },
      { id: '5', subjectId: 'a', kind: 'reconcile' },
    ] as const
    expect(fastPath(steps, 't', undefined).map(step => step.id)).toEqual(['1', '2'])
  })

  it('names a job by step and run, in letters that BullMQ takes', () => {
    expect(jobId({ id: '0198a000-0000-7000-8000-000000000001', run: 2 })).toBe('0198a000-0000-7000-8000-000000000001.2')
  })
})
