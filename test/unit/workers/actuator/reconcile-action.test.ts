import { describe, expect, it, vi } from 'vitest'
import type { ActionWrite, ActionWritten, CommandReceipt } from '#db/action/action-write.ts'
import type { KeptProbe } from '#db/attempt/attempt-keep-probe.ts'
import type { OpenAttempt } from '#db/attempt/attempt-open.ts'
import type { PlatformPort, ProbeResult } from '#domain/ports/platform.ts'
import { reconcileAction } from '#workers/actuator/reconcile-action.ts'
import { actionStep, DIGEST } from './sample-action-step.ts'

const QUIET_MS = 9000
const attempt = (more: Partial<OpenAttempt> = {}): OpenAttempt => ({
  id: 'x',
  fence: 1,
  outcome: 'UNKNOWN',
  sender: 'other',
  startedAt: new Date(0),
  deadlineAt: new Date(0),
  msPastDeadline: QUIET_MS,
  probes: 2,
  senderGone: true,
  absentBefore: 0,
  known: [],
  echoes: [],
  firstStartedAt: new Date(0),
  ...more,
})

interface Given {
  open?: OpenAttempt | undefined
  probe?: ProbeResult
  metered?: boolean
  sending?: string[]
  needsHuman?: boolean
  /** The digest of the command that was accepted last; '': none was. */
  commandFor?: string
}

async function reconcile(options: Given) {
  const given = { commandFor: DIGEST, ...options }
  const open = 'open' in given ? given.open : attempt()
  const written: ActionWrite[] = []
  const probe = vi.fn(
    async (..._: Parameters<PlatformPort['probe']>) => given.probe ?? ({ kind: 'not_found' } as const),
  )
  const noteProbe = vi.fn(async () => {})
  const keepProbe = vi.fn(async (_: KeptProbe) => {})
  const handle = reconcileAction({
    platformOf: () => ({ probe, capabilities: () => ({ metered: given.metered ?? false }) }) as unknown as PlatformPort,
    openAttempt: async () => open,
    noteProbe,
    keepProbe,
    checkpointsOf: async () => ({ get: () => undefined, put: async () => {}, all: () => ({}) }),
    write: async write => {
      written.push(write)
      return { written: 'written', steps: [] } as unknown as ActionWritten
    },
    announce: () => {},
    sender: 'me',
    sending: new Set(given.sending),
    quietMs: QUIET_MS,
  })
  const status = open?.outcome === 'INTENT' ? 'EXECUTING' : 'OUTCOME_UNKNOWN'
  const step = {
    ...actionStep(status, 'reconcile', given.needsHuman ? { needsHuman: true } : {}),
    ...(given.commandFor === undefined ? {} : { receipt: { digest: given.commandFor } as CommandReceipt }),
  }
  const outcome = await handle(step, new AbortController().signal)
  return { outcome, events: written.flatMap(write => write.events), write: written[0], probe, noteProbe, keepProbe }
}

describe('finding out what became of an attempt', () => {
  it('has nothing to do when none is open', async () => {
    expect((await reconcile({ open: undefined })).outcome).toEqual({ kind: 'close' })
  })

  it('asks nobody before the deadline: it may still be sending', async () => {
    const { outcome, probe } = await reconcile({ open: attempt({ outcome: 'INTENT', msPastDeadline: -4000 }) })
    expect(outcome).toMatchObject({ kind: 'put_off', delayMs: 5000 })
    expect(probe).not.toHaveBeenCalled()
  })

  it.each([
    { kind: 'not_found' },
    { kind: 'indeterminate', detail: 'it does not say' },
    { kind: 'found', platformRefId: '7' },
  ] as const)('keeps what the platform said for whoever may have to decide: $kind', async result => {
    const { keepProbe } = await reconcile({ probe: result })
    expect(keepProbe.mock.calls).toMatchObject([[{ attemptId: 'x', result }]])
  })

  it.each(['INTENT', 'UNKNOWN'] as const)('completes what is found, from %s', async outcome => {
    const { events, write } = await reconcile({
      open: attempt({ outcome, msPastDeadline: 1, senderGone: false }),
      probe: { kind: 'found', platformRefId: 'p', permalink: 'l' },
    })
    expect(events).toMatchObject([{ type: 'action.completed', platformRefId: 'p', permalink: 'l', how: 'probe' }])
    expect(write?.attempt).toMatchObject({ id: 'x', fence: 1, outcome: 'ACCEPTED', platformRefId: 'p' })
  })

  it('does not take the posts of other actions for its own', async () => {
    const { probe } = await reconcile({ open: attempt({ known: ['p1', 'p2'] }) })
    expect(probe.mock.calls[0]?.[1].known).toEqual(new Set(['p1', 'p2']))
  })

  it('says unknown what nobody recorded, and goes on looking', async () => {
    const { events, write } = await reconcile({ open: attempt({ outcome: 'INTENT', probes: 0 }) })
    expect(events).toMatchObject([{ type: 'attempt.unknown', fence: 1 }])
    expect(write?.keep?.delayMs).toBeGreaterThan(0)
  })

  it('sends again what is proven absent and free', async () => {
    const { events, write } = await reconcile({})
    expect(events.map(event => event.type)).toEqual(['attempt.absent', 'action.queued'])
    expect(write?.attempt).toMatchObject({ outcome: 'ABSENT', probes: 3 })
  })

  it.each<[string, Given]>([
    ['within the quiet period', { open: attempt({ msPastDeadline: QUIET_MS - 1 }) }],
    ['after too few probes', { open: attempt({ probes: 1 }) }],
    ['while its sender may live', { open: attempt({ senderGone: false }) }],
    ['while this process sends it', { open: attempt({ senderGone: false, sender: 'me' }), sending: ['x'] }],
    ['when the platform does not say', { probe: { kind: 'indeterminate', detail: '500' } }],
  ])('does not take it for absent %s', async (_, given) => {
    const { outcome, events } = await reconcile(given)
    expect(outcome).toMatchObject({ kind: 'put_off' })
    expect(events).toEqual([])
  })

  it('knows of its own attempts that they are not being sent any more', async () => {
    const { events } = await reconcile({ open: attempt({ senderGone: false, sender: 'me' }) })
    expect(events.map(event => event.type)).toEqual(['attempt.absent', 'action.queued'])
  })

  it.each<[string, Given]>([
    ['costs money', { metered: true }],
    ['was absent twice before', { open: attempt({ absentBefore: 2 }) }],
  ])('asks a person about what is absent and %s', async (_, given) => {
    expect((await reconcile(given)).events.map(event => event.type)).toEqual(['attempt.absent', 'action.needs_human'])
  })

  it.each<[string, Given]>([
    [
      'its sender is never proven gone',
      { open: attempt({ senderGone: false, msPastDeadline: 3 * QUIET_MS + 60_000 }) },
    ],
    [
      'the platform never says',
      { open: attempt({ msPastDeadline: 3 * QUIET_MS + 60_000 }), probe: { kind: 'indeterminate', detail: '500' } },
    ],
  ])('asks a person in the end when %s, and goes on looking', async (_, given) => {
    const { events, write } = await reconcile(given)
    expect(events).toMatchObject([{ type: 'action.needs_human' }])
    expect(write?.keep).toBeDefined()
    expect(write?.attempt?.outcome).toBe('UNKNOWN')
    expect((await reconcile({ ...given, needsHuman: true })).events).toEqual([])
  })

  it('sends nothing again without a command for the content as it stands', async () => {
    const { events } = await reconcile({ commandFor: 'e'.repeat(64) })
    expect(events.at(-1)).toMatchObject({ type: 'action.returned', to: 'PENDING_APPROVAL' })
  })
})
