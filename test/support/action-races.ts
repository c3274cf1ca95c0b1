// Races of many on one action, each a round with its proof: one has won, and what the others wanted has not happened.
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { expect } from 'vitest'
import { newClaimIds } from '#db/attempt/action-claim.ts'
import { openWorkerLedger, type WorkerLedger } from '#db/worker-ledger.ts'
import type { Action } from '#domain/action/action.ts'
import type { Actor } from '#domain/actor.ts'
import { IllegalTransition } from '#domain/errors.ts'
import { hmacKeysOf } from '#queues/command/command-settings.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { platformRates } from '#queues/rate-settings.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import type { ActionEnginePorts } from '#workers/actuator/action-engine.ts'
import { createActionHandlers } from '#workers/actuator/create-action-handlers.ts'
import { createPlatforms } from '#workers/adapters/create-platforms.ts'
import { workerConfig } from '#workers/config.ts'
import { ANN, type CampaignRig } from './campaign-rig.ts'

export const RACERS = 32

export interface ActionRaces {
  /** All claim one action. */
  claim(): Promise<'claimed'>
  /** Half of them approve, half reject. */
  decide(): Promise<'approved' | 'rejected'>
  /** Half of them have it commanded and send it, half cancel it, up to `lateMs` later. */
  cancel(lateMs: number): Promise<'sent' | 'cancelled'>
  close(): Promise<void>
}

const BOB: Actor = { sub: 'bob', principal: 'human' }

/** As the API and a worker race, on the ledger and the MOCK emulator of a rig. */
export async function openActionRaces(rig: CampaignRig): Promise<ActionRaces> {
  const sender = uuid()
  const ledger = await openWorkerLedger({
    url: rig.env.DATABASE_URL ?? '',
    sender,
    accounts: { createOnFirstUse: true, shared: new Set() },
    onError: () => {},
    max: 8,
  })
  const { execute, close } = openSending(rig, ledger, sender)
  return {
    claim: () => raceOnClaim(rig, ledger, sender),
    decide: () => raceOnDecision(rig),
    cancel: lateMs => raceOnCancel(rig, ledger, execute, lateMs),
    async close() {
      await close()
      await ledger.close()
    },
  }
}

type Execute = ActionEnginePorts['handlers']['execute-mock']

/** What a worker sends with, without its queues. */
function openSending(rig: CampaignRig, ledger: WorkerLedger, sender: string) {
  const config = workerConfig(rig.env)
  const redis = openRedis(config, { name: 'mandate-races', onError: () => {} })
  const dispatcher = createDispatcher({ redis, prefix: config.REDIS_PREFIX, onError: () => {} })
  const unused = () => Promise.reject(new Error('sending needs no such thing'))
  const handlers = createActionHandlers({
    ...{ ledger, sender, dispatcher, touch: () => {} },
    platforms: createPlatforms(config, ledger.tokens, {}),
    rates: platformRates(config),
    enterprise: { call: unused },
    commandKeys: unused,
    commands: { hmacKeys: hmacKeysOf(config), issuer: config.COMMAND_ISSUER },
    metricsScheduleMs: [],
    openMedia: unused,
    hashMediaOf: unused,
    leaving: new AbortController().signal,
    quietMs: config.RECONCILE_QUIET_MS,
    sendTimeoutMs: config.SEND_TIMEOUT_MS,
  })
  return {
    execute: handlers['execute-mock'],
    async close() {
      await dispatcher.close()
      redis.disconnect()
    },
  }
}

async function raceOnClaim(rig: CampaignRig, { actions }: WorkerLedger, sender: string): Promise<'claimed'> {
  const { id, digest = '' } = await approved(rig)
  await rig.execute(id)
  const [stepId = ''] = await executeSteps(rig, id)
  const step = await actions.load(stepId)
  if (step === undefined) throw new Error('no step')
  const options = { sender, deadlineMs: 15_000, phase: 'publish', digest, approvers: 1, policyVersion: 0 }
  const claims = await Promise.all(racers(() => actions.claim(step, { ids: newClaimIds(), ...options })))
  expect(claims.filter(({ code }) => code === 'CLAIMED')).toHaveLength(1)
  const attempts = await rig.owner`SELECT outcome, fence FROM action_attempts WHERE action_id = ${id}`
  expect([(await current(rig, id)).status, [...attempts]]).toEqual(['EXECUTING', [{ outcome: 'INTENT', fence: 1 }]])
  return 'claimed'
}

async function raceOnDecision(rig: CampaignRig): Promise<'approved' | 'rejected'> {
  const { id } = await proposed(rig)
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error(`no action ${id}`)
  const { digest = '' } = loaded.action
  const first = Math.random() < 0.5 ? 0 : 1 // who is asked first mostly wins
  const written = await Promise.all(
    racers(racer => {
      const by: Actor = { sub: `judge-${racer}`, principal: 'human' }
      const approves = racer % 2 === first
      return rig.ledger.actions.command(
        loaded,
        approves ? { type: 'approve', by, digest } : { type: 'reject', by, reason: 'no' },
        { actor: by },
      )
    }),
  )
  expect(written.filter(each => each !== 'conflict')).toHaveLength(1)
  const { status, approvals } = await current(rig, id)
  expect([status, approvals.length]).toEqual(
    written.findIndex(each => each !== 'conflict') % 2 === first ? ['APPROVED_BY_HUMAN', 1] : ['REJECTED', 0],
  )
  return status === 'REJECTED' ? 'rejected' : 'approved'
}

async function raceOnCancel(
  rig: CampaignRig,
  ledger: WorkerLedger,
  execute: Execute,
  lateMs: number,
): Promise<'sent' | 'cancelled'> {
  const { id } = await approved(rig)
  const send = async () => {
    await rig.execute(id).catch(tooLate)
    for (const stepId of await executeSteps(rig, id)) {
      const step = await ledger.actions.load(stepId)
      if (step !== undefined) await execute(step, new AbortController().signal)
    }
    return false
  }
  const cancel = async () => {
    await wait(Math.random() * lateMs)
    const loaded = await rig.ledger.actions.load(rig.tenantId, id)
    if (loaded === undefined) throw new Error(`no action ${id}`)
    const asked = { type: 'cancel', reason: 'not any more' } as const
    const written = await Promise.resolve(rig.ledger.actions.command(loaded, asked, ANN)).catch(tooLate)
    return typeof written === 'object'
  }
  const results = await Promise.all(racers(racer => (racer % 2 === 0 ? send() : cancel())))
  const cancels = results.filter(isCancelled => isCancelled).length
  const { status } = await current(rig, id)
  const posts = (await rig.emulator.published()).filter(post => post.action_id === id)
  // Where nobody has cancelled in time it went out, once.
  expect([status, cancels, posts.length]).toEqual(cancels === 0 ? ['COMPLETED', 0, 1] : ['CANCELLED', 1, 0])
  return cancels === 0 ? 'sent' : 'cancelled'
}

/** The others were faster: what was asked is no longer possible. */
function tooLate(error: unknown): undefined {
  if (error instanceof IllegalTransition) return undefined
  if (error instanceof Error && error.message.startsWith('not executed')) return undefined
  throw error
}

const racers = <T>(run: (racer: number) => T): T[] => Array.from({ length: RACERS }, (_, racer) => run(racer))

async function proposed(rig: CampaignRig): Promise<Action> {
  const id = uuid()
  const view = await rig.ledger.actions.propose(
    {
      ...{
        id,
        tenantId: rig.tenantId,
        platform: 'MOCK',
        account: `race-${id}`,
        payload: { content_text: `race ${id}` },
      },
      ...{ governanceHash: 'a'.repeat(64), execution: 'on_command', preflight: [] },
    },
    ANN,
  )
  if (view === 'key_taken') throw new Error('no key was given')
  return view.action
}

async function approved(rig: CampaignRig): Promise<Action> {
  const { id, digest = '' } = await proposed(rig)
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error(`no action ${id}`)
  await rig.ledger.actions.command(loaded, { type: 'approve', by: BOB, digest }, { actor: BOB })
  return current(rig, id)
}

async function current(rig: CampaignRig, id: string): Promise<Action> {
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error(`no action ${id}`)
  return loaded.action
}

async function executeSteps({ owner }: CampaignRig, id: string): Promise<string[]> {
  const rows = await owner<{ id: string }[]>`SELECT id FROM steps WHERE subject_id = ${id} AND kind = 'execute-mock'`
  return rows.map(row => row.id)
}
