import { describe, expect, it, vi } from 'vitest'
import type { LoadedSetupStep } from '#db/setup/setup-load-step.ts'
import { type SetupEnginePorts, setupEngine } from '#workers/setup/setup-engine.ts'

const step = {
  id: 's',
  run: 3,
  subjectId: 'c',
  tenantId: 't',
  kind: 'check-config',
  executionId: 'c',
  attempt: 1,
} as const
const loaded = { kind: 'check-config', step, config: { version: 1 } } as LoadedSetupStep
const verdict = { status: 'ACTIVE' as const, errors: [], placeholders: [], tables: [] }

function engineOf(ports: Partial<SetupEnginePorts>) {
  const none = () => Promise.reject(new Error('not in this test'))
  return setupEngine({ check: none, load: none, decide: none, keepFindings: none, putOff: none, ...ports })
}

describe('a check', () => {
  it('that a neighbour does not answer is put off, longer each time, and never decided by that', async () => {
    const engine = engineOf({ check: () => Promise.reject(new Error('the store is away')), putOff: async () => true })
    const outcome = await engine.perform(loaded, new AbortController().signal)
    expect(outcome).toEqual({ kind: 'put_off', why: 'the store is away', delayMs: 3000 })
    expect(await engine.settle(loaded, outcome)).toEqual({ kind: 'put_off' })
  })

  it('that is cut off by a stopping worker has no outcome', async () => {
    const stopping = new AbortController()
    const engine = engineOf({ check: async (_, signal) => signal.throwIfAborted() as never })
    stopping.abort(new Error('stopping'))
    await expect(engine.perform(loaded, stopping.signal)).rejects.toThrow('stopping')
  })

  it('that kills its workers is refused without being tried again', async () => {
    const decide = vi.fn(async () => [])
    const engine = engineOf({ decide })
    const outcome = engine.poisoned(loaded, 'its workers died or hung 5 times')
    expect(await engine.settle(loaded, outcome)).toEqual({ kind: 'recorded', steps: [], touches: [{ subject: 'c' }] })
    expect(decide).toHaveBeenCalledWith(loaded, expect.objectContaining({ status: 'REFUSED' }))
  })

  it('that somebody else has decided meanwhile is closed', async () => {
    const engine = engineOf({ decide: async () => undefined, putOff: async () => false })
    expect(await engine.settle(loaded, { kind: 'decided', verdict })).toEqual({ kind: 'closed' })
    expect(await engine.settle(loaded, { kind: 'put_off', why: '', delayMs: 1 })).toEqual({ kind: 'closed' })
  })
})
