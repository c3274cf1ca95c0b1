import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Claim, ClaimCode } from '#db/attempt/action-claim.ts'
import type { SendResult } from '#domain/ports/platform.ts'
import { type ExecutePorts, executeAction } from '#workers/actuator/execute-action.ts'
import { actionStep, DIGEST } from './sample-action-step.ts'

const accepted: SendResult = { kind: 'accepted', platformRefId: 'p', httpStatus: 201 }
const lost = () => Object.assign(new Error('connection closed'), { code: 'CONNECTION_CLOSED' })

function rig(more: Partial<ExecutePorts> = {}, sent: SendResult = accepted) {
  const order: string[] = []
  const postContent = vi.fn(async () => {
    order.push('write')
    return sent
  })
  const close = vi.fn()
  const ports = {
    platform: {
      connect: vi.fn(async () => {
        order.push('connect')
        return { postContent, close }
      }),
    } as unknown as ExecutePorts['platform'],
    claim: vi.fn(async (_, { ids }): Promise<Claim> => {
      order.push('claim')
      return { code: 'CLAIMED', ...ids, fence: 1 }
    }),
    claimed: vi.fn(async () => false),
    recordAttempt: vi.fn(async () => {
      order.push('record')
      return true
    }),
    closeAccount: vi.fn(async () => void order.push('close account')),
    digestOf: () => DIGEST,
    sendTimeoutMs: 12_000,
    sending: new Set<string>(),
    ...more,
  } satisfies ExecutePorts
  const execute = () => executeAction(ports)(actionStep('QUEUED', 'execute-mock'), new AbortController().signal)
  return { execute, ports, order, postContent, close }
}

afterEach(() => vi.useRealTimers())

describe('executing an action', () => {
  it('connects, claims, writes once, records; and holds no connection afterwards', async () => {
    const { execute, order, ports, close } = rig()
    expect(await execute()).toEqual({ kind: 'done', what: 'accepted' })
    expect(order).toEqual(['connect', 'claim', 'write', 'record'])
    expect(close).toHaveBeenCalledOnce()
    expect(ports.sending.size).toBe(0)
  })

  it('neither connects nor claims for what its platform would refuse', async () => {
    const { ports } = rig()
    const step = actionStep('QUEUED', 'execute-mock')
    step.record.payload = { content_text: 'x'.repeat(5001) }
    expect(await executeAction(ports)(step, new AbortController().signal)).toMatchObject({
      kind: 'command',
      command: { type: 'fail', error: { code: 'PREFLIGHT_FAILED', retryable: false } },
    })
    expect(ports.platform.connect).not.toHaveBeenCalled()
    expect(ports.claim).not.toHaveBeenCalled()
  })

  it('claims nothing when it can’t connect', async () => {
    const connect = async () => Promise.reject(new Error('ECONNREFUSED'))
    const { execute, ports } = rig({ platform: { connect } as unknown as ExecutePorts['platform'] })
    expect(await execute()).toMatchObject({ kind: 'put_off', why: 'no connection' })
    expect(ports.claim).not.toHaveBeenCalled()
  })

  it('fails what is not what was approved, before anything is opened', async () => {
    const { execute, ports } = rig({ digestOf: () => 'e'.repeat(64) })
    expect(await execute()).toMatchObject({ command: { type: 'fail', error: { code: 'DIGEST_MISMATCH' } } })
    expect(ports.platform.connect).not.toHaveBeenCalled()
  })

  it.each<[ClaimCode, object]>([
    ['GONE', { kind: 'close' }],
    ['NOT_QUEUED', { kind: 'close' }],
    ['STALE', { kind: 'put_off' }],
    ['EARLY', { kind: 'put_off' }],
    ['ACCOUNT_CLOSED', { kind: 'put_off' }],
    ['TWIN_UNRESOLVED', { kind: 'put_off' }],
    ['EXPIRED', { kind: 'command', command: { type: 'expire' } }],
    ['MISSED', { kind: 'command', command: { type: 'miss' } }],
    ['CAMPAIGN_CANCELLED', { kind: 'command', command: { type: 'cancel' } }],
    ['NOT_APPROVED', { kind: 'command', command: { type: 'fail', error: { code: 'NOT_APPROVED' } } }],
    ['ACCOUNT_UNKNOWN', { kind: 'command', command: { type: 'fail', error: { code: 'ACCOUNT_UNKNOWN' } } }],
  ])('writes nothing when the claim says %s', async (code, outcome) => {
    const { execute, postContent, close } = rig({ claim: async (_, { ids }) => ({ code, ...ids, fence: 1 }) })
    expect(await execute()).toMatchObject(outcome)
    expect(postContent).not.toHaveBeenCalled()
    expect(close).toHaveBeenCalledOnce()
  })

  it('writes nothing when it stood still between claim and sending', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const claim: ExecutePorts['claim'] = async (_, { ids }) => {
      vi.setSystemTime(Date.now() + 10_001)
      return { code: 'CLAIMED', ...ids, fence: 1 }
    }
    const { execute, postContent, ports } = rig({ claim })
    expect(await execute()).toEqual({ kind: 'done', what: 'not_sent' })
    expect(postContent).not.toHaveBeenCalled()
    expect(ports.recordAttempt).toHaveBeenCalledWith(
      expect.anything(),
      expect.anything(),
      expect.objectContaining({ kind: 'not_sent' }),
    )
  })

  it('closes the account before it records a 429', async () => {
    const { execute, order } = rig({}, { kind: 'rate_limited', untilMs: 5, httpStatus: 429 })
    await execute()
    expect(order).toEqual(['connect', 'claim', 'write', 'close account', 'record'])
  })

  it('sends nothing under a claim whose answer was lost, and gives it back as soon as it is known to hold', async () => {
    let asked = 0
    const { execute, postContent, ports } = rig({
      claim: async () => Promise.reject(lost()),
      claimed: async () => (++asked < 3 ? Promise.reject(lost()) : true),
    })
    expect(await execute()).toEqual({ kind: 'close' })
    expect(asked).toBe(3)
    expect(postContent).not.toHaveBeenCalled()
    expect(ports.recordAttempt).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ fence: 1 }),
      expect.objectContaining({ kind: 'not_sent' }),
    )
  })

  it('leaves a claim that did not hold to a later try', async () => {
    const { execute, postContent } = rig({ claim: async () => Promise.reject(lost()), claimed: async () => false })
    await expect(execute()).rejects.toThrow('connection closed')
    expect(postContent).not.toHaveBeenCalled()
  })
})
