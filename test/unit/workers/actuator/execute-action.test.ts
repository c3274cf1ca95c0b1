import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterEach, describe, expect, it, type Mock, vi } from 'vitest'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { Claim, ClaimCode } from '#db/attempt/action-claim.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { SendResult } from '#domain/ports/platform.ts'
import { createCommandSigner, HMAC_KEY } from '#test/support/command-signer.ts'
import { type ExecutePorts, executeAction } from '#workers/actuator/execute-action.ts'
import { draining } from '#workers/runtime/running-steps.ts'
import { ACTION_ID, actionStep, DIGEST, TENANT_ID } from './sample-action-step.ts'

const accepted: SendResult = { kind: 'accepted', platformRefId: 'p', httpStatus: 201 }
const lost = () => Object.assign(new Error('connection closed'), { code: 'CONNECTION_CLOSED' })

const signer = await createCommandSigner()
const ISSUED = await signer.sign({
  ...{ action_id: ACTION_ID, tenant_id: TENANT_ID, platform: 'MOCK', digest: DIGEST },
  ...{ payload: { content_text: 'hello' }, governance_hash: 'g' },
})
const bytesOf = async function* (url: string) {
  yield Buffer.from(url)
}

/** A queued action with the command that it was accepted by. */
function commanded(): LoadedActionStep {
  const { body, signature } = ISSUED
  const { jti = '' } = decodeJwt(JSON.parse(body).command_token)
  const [publicKey] = signer.jwks.keys
  const acceptedAt = new Date().toISOString()
  const receipt = {
    jti,
    digest: DIGEST,
    bodySha256: '',
    body,
    signature,
    publicKey: publicKey as JsonObject,
    acceptedAt,
  }
  const approvals = [{ sub: 'bob', principal: 'human', digest: DIGEST, at: acceptedAt }]
  return { ...actionStep('QUEUED', 'execute-mock', { approvals }), receipt }
}

function rig(more: Partial<ExecutePorts> = {}, sent: SendResult = accepted) {
  const order: string[] = []
  const postContent = vi.fn(async () => {
    order.push('write')
    return sent
  })
  const close = vi.fn()
  const ports = {
    platform: {
      prepare: vi.fn(async () => {
        order.push('prepare')
        return { kind: 'ready' }
      }),
      connect: vi.fn(async () => {
        order.push('connect')
        return { postContent, close }
      }),
    } as unknown as ExecutePorts['platform'],
    commands: { hmacKeys: [HMAC_KEY], issuer: 'mandate-enterprise' },
    openMedia: async url => bytesOf(url),
    checkpointsOf: async () => ({ get: () => undefined, put: async () => {}, all: () => ({}) }),
    noteAuthentication: vi.fn(async () => void order.push('note authentication')),
    noteAllowance: vi.fn(async () => {}),
    claim: vi.fn(async (_, { ids }): Promise<Claim> => {
      order.push('claim')
      return { code: 'CLAIMED', ...ids, fence: 1 }
    }),
    claimed: vi.fn(async () => false),
    putOff: vi.fn(async () => false),
    recordAttempt: vi.fn(async () => {
      order.push('record')
      return true
    }),
    closeAccount: vi.fn(async () => void order.push('close account')),
    digestOf: () => DIGEST,
    leaving: new AbortController().signal,
    sendTimeoutMs: 12_000,
    sending: new Set<string>(),
    ...more,
  } satisfies ExecutePorts
  const execute = (step = commanded()) => executeAction(ports)(step, new AbortController().signal)
  return { execute, ports, order, postContent, close }
}

afterEach(() => vi.useRealTimers())

describe('a worker that is told to go', () => {
  const leaving = () => {
    const controller = new AbortController()
    return { controller, go: () => controller.abort(draining()) }
  }

  it.each(['prepare', 'connect'])('claims nothing more when it is told during %s: the step goes back', async moment => {
    const { controller, go } = leaving()
    const { execute, ports, order } = rig({ leaving: controller.signal })
    const step = { prepare: ports.platform.prepare, connect: ports.platform.connect }[moment] as Mock
    const usual = step.getMockImplementation() as () => Promise<unknown>
    step.mockImplementation(() => {
      go()
      return usual()
    })
    await expect(execute()).rejects.toMatchObject({ code: 'DRAINING' })
    expect(order).not.toContain('claim')
    expect(order).not.toContain('write')
  })

  it('waits for the answer to what it has sent, and records it', async () => {
    const { controller, go } = leaving()
    const { execute, postContent, order } = rig({ leaving: controller.signal })
    const usual = postContent.getMockImplementation()
    postContent.mockImplementation(async () => {
      go()
      return usual?.() ?? accepted
    })
    expect(await execute()).toMatchObject({ kind: 'done', what: 'accepted' })
    expect(order.slice(-2)).toEqual(['write', 'record'])
  })
})

describe('executing an action', () => {
  it('connects, claims, writes once, records; and holds no connection afterwards', async () => {
    const { execute, order, ports, close } = rig()
    expect(await execute()).toEqual({ kind: 'done', what: 'accepted' })
    expect(order).toEqual(['prepare', 'connect', 'claim', 'write', 'record'])
    expect(close).toHaveBeenCalledOnce()
    expect(ports.sending.size).toBe(0)
  })

  it('neither connects nor claims for what its platform would refuse', async () => {
    const { ports, execute } = rig()
    const step = commanded()
    step.record.payload = { content_text: 'x'.repeat(5001) }
    expect(await execute(step)).toMatchObject({
      kind: 'command',
      command: { type: 'fail', error: { code: 'PREFLIGHT_FAILED', retryable: false } },
    })
    expect(ports.platform.connect).not.toHaveBeenCalled()
    expect(ports.claim).not.toHaveBeenCalled()
  })

  it('claims nothing when it can’t connect', async () => {
    const connect = async () => Promise.reject(new Error('ECONNREFUSED'))
    const prepare = async () => ({ kind: 'ready' })
    const { execute, ports } = rig({ platform: { connect, prepare } as unknown as ExecutePorts['platform'] })
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
    ['ACCOUNT_CLOSED', { kind: 'put_off', delayMs: 0, hold: 'ACCOUNT_CLOSED', opensInMs: 1000 }],
    ['PLATFORM_LIMIT', { kind: 'put_off', delayMs: 0, hold: 'PLATFORM_LIMIT', opensInMs: 1000 }],
    ['KILL_SWITCH', { kind: 'put_off', hold: 'KILL_SWITCH' }],
    ['BUDGET', { kind: 'put_off', hold: 'BUDGET' }],
    ['OVER_BUDGET', { kind: 'command', command: { type: 'fail', error: { code: 'OVER_BUDGET' } } }],
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
    expect(order).toEqual(['prepare', 'connect', 'claim', 'write', 'close account', 'record'])
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

  it('moves the step on before it gives a claim up, so that one still on its way finds nothing to claim', async () => {
    const step = commanded()
    const { execute, ports, postContent } = rig({
      claim: async () => Promise.reject(lost()),
      putOff: vi.fn(async () => true),
    })
    expect(await execute(step)).toEqual({ kind: 'close' })
    expect(ports.putOff).toHaveBeenCalledWith(step.step, 1000)
    expect(ports.recordAttempt).not.toHaveBeenCalled()
    expect(postContent).not.toHaveBeenCalled()
  })

  it('leaves alone what somebody else has moved on while its claim was lost', async () => {
    const { execute, ports } = rig({ claim: async () => Promise.reject(lost()), claimed: async () => false })
    expect(await execute()).toEqual({ kind: 'close' })
    expect(ports.recordAttempt).not.toHaveBeenCalled()
  })

  it.each<[string, (step: LoadedActionStep) => void, string]>([
    ['without a command', step => void delete step.receipt, 'COMMAND_INVALID'],
    [
      'whose command’s signature does not hold',
      step => tamper(step, { signature: `sha256=${'0'.repeat(64)}` }),
      'COMMAND_INVALID',
    ],
    [
      'of whose command a byte changed',
      step => tamper(step, { body: ISSUED.body.replace('hello', 'hullo') }),
      'COMMAND_INVALID',
    ],
    ['whose command is for another digest', step => tamper(step, { digest: 'e'.repeat(64) }), 'COMMAND_INVALID'],
    [
      'whose governance hash was withdrawn',
      step => withPolicy(step, { governance: [{ hash: 'g', name: 'n', active: false }] }),
      'POLICY_UNKNOWN',
    ],
    [
      'that too few have approved by the policy in force',
      step => withPolicy(step, { rules: [{ match: {}, approvers: 2 }] }),
      'POLICY_NOT_MET',
    ],
    ['whose media are others by now', step => void withMedia(step, 'f'.repeat(64)), 'MEDIA_CHANGED'],
  ])('fails what is %s, before anything is opened', async (_, change, code) => {
    const { execute, ports } = rig()
    const step = commanded()
    change(step)
    expect(await execute(step)).toMatchObject({ kind: 'command', command: { type: 'fail', error: { code } } })
    expect(ports.platform.connect).not.toHaveBeenCalled()
    expect(ports.claim).not.toHaveBeenCalled()
  })

  it('sends media that are still those that were approved', async () => {
    const { execute } = rig()
    const step = commanded()
    withMedia(step, createHash('sha256').update('https://a.example/1.png').digest('hex'))
    expect(await execute(step)).toEqual({ kind: 'done', what: 'accepted' })
  })

  it('closes an account whose credentials are refused, and keeps its action', async () => {
    const { execute, order } = rig({}, { kind: 'unauthorized', detail: 'no', httpStatus: 401 })
    expect(await execute()).toMatchObject({ kind: 'done' })
    expect(order).toEqual(['prepare', 'connect', 'claim', 'write', 'note authentication', 'record'])
  })

  it('closes an account that the answer says is used up', async () => {
    const allowance = { limit: 100, remaining: 0, resetsAtMs: 7 }
    const { execute, ports } = rig({}, { ...accepted, allowance })
    await execute()
    expect(ports.noteAllowance).toHaveBeenCalledWith('o', allowance)
    expect(ports.closeAccount).toHaveBeenCalledWith(TENANT_ID, 'MOCK', 'demo', 7, expect.any(String))
  })
})

function tamper(step: LoadedActionStep, change: Partial<NonNullable<LoadedActionStep['receipt']>>) {
  if (step.receipt !== undefined) Object.assign(step.receipt, change)
}

function withMedia(step: LoadedActionStep, sha256: string) {
  step.record.payload = { ...step.record.payload, media_urls: ['https://a.example/1.png'], alt_texts: ['a'] }
  step.record.mediaSha256 = [sha256]
}

function withPolicy(step: LoadedActionStep, change: Partial<LoadedActionStep['policy']>) {
  step.policy = { ...step.policy, ...change }
}
