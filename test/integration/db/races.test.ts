import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { actionLoadSteps } from '#db/action/action-load.ts'
import { actionClaim, newClaimIds } from '#db/attempt/action-claim.ts'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import type { ActionCommand } from '#domain/action/decide.ts'
import type { Actor } from '#domain/actor.ts'
import type { ActionProposalInput } from '#domain/ports/action-ledger.ts'
import { type ActionRaces, openActionRaces, RACERS } from '#test/support/action-races.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import { ANN, type CampaignRig, openCampaignRig } from '#test/support/campaign-rig.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from '#test/support/test-database.ts'

/** 500 with `npm run chaos`. */
const ROUNDS = 10

let database: TestDatabase
let rig: CampaignRig
let worker: Sql
let dataDir: string
let races: ActionRaces
beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'mandate-races-'))
  rig = await openCampaignRig({
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    redisUrl: inject('backing').REDIS_URL ?? '',
    prefix: testPrefix(),
    dataDir,
  })
  worker = openPool({ url: database.url, role: 'mandate_worker', max: 8, applicationName: 'races' })
  races = await openActionRaces(rig)
})
afterAll(async () => {
  expect(await brokenChains(rig)).toEqual([])
  await races.close()
  await worker.end({ timeout: 1 })
  await rig.close()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const race = <T>(run: (racer: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: RACERS }, (_, racer) => run(racer)))
const winners = <T>(results: PromiseSettledResult<T>[], won: (value: T) => boolean = () => true) =>
  results.filter(result => result.status === 'fulfilled' && won(result.value)).length
const codes = (results: PromiseSettledResult<unknown>[]) => [
  ...new Set(results.flatMap(result => (result.status === 'rejected' ? [result.reason.code] : []))),
]

const claimOptions = (digest: string) => ({
  ...{ ids: newClaimIds(), sender: 'a', deadlineMs: 15_000, phase: 'publish' },
  ...{ digest, approvers: 1, policyVersion: 0 },
})

function proposal(text: string, more: Partial<ActionProposalInput> = {}): ActionProposalInput {
  return {
    id: uuid(),
    tenantId: rig.tenantId,
    platform: 'MOCK',
    account: 'demo',
    payload: { content_text: text },
    governanceHash: 'a'.repeat(64),
    execution: 'on_approval',
    preflight: [],
    ...more,
  }
}

const BOB: Actor = { sub: 'bob', principal: 'human' }

async function executeStepOf(action: string) {
  const [row] = await rig.owner<{ id: string }[]>`
    SELECT id FROM steps WHERE subject_id = ${action} AND kind = 'execute-mock'`
  const step = await actionLoadSteps(worker)(row?.id ?? '')
  if (step === undefined) throw new Error('no step')
  return step
}

async function proposed(text: string) {
  const view = await rig.ledger.actions.propose(proposal(text), ANN)
  if (view === 'key_taken') throw new Error('no key was given')
  return view.action
}

describe(`of ${RACERS} racers`, () => {
  it('one proposes the same content, the others are told DUPLICATE_CONTENT', async () => {
    const results = await race(() => rig.ledger.actions.propose(proposal('the same'), ANN))
    expect(winners(results)).toBe(1)
    expect(codes(results)).toEqual(['DUPLICATE_CONTENT'])
  })

  it('all propose it when duplicates are allowed', async () => {
    const payload = { content_text: 'again and again', allow_duplicate: true }
    expect(winners(await race(() => rig.ledger.actions.propose(proposal('', { payload }), ANN)))).toBe(RACERS)
  })

  it('one proposes under the same action_id', async () => {
    const id = uuid()
    const results = await race(racer => rig.ledger.actions.propose(proposal(`text ${racer}`, { id }), ANN))
    expect(winners(results)).toBe(1)
    expect(codes(results)).toEqual(['ALREADY_EXISTS'])
  })

  it.each(['approve', 'reject', 'cancel', 'all three'] as const)('one decides: %s', async what => {
    const { id, digest = '' } = await proposed(`decide ${what}`)
    const commandOf = (racer: number, by: Actor): ActionCommand => {
      const word = what === 'all three' ? ['approve', 'reject', 'cancel'][racer % 3] : what
      if (word === 'approve') return { type: 'approve', by, digest }
      return word === 'reject' ? { type: 'reject', by, reason: 'no' } : { type: 'cancel', reason: 'no' }
    }
    const loaded = await rig.ledger.actions.load(rig.tenantId, id)
    if (loaded === undefined) throw new Error('gone')
    const results = await race(racer => {
      const by: Actor = { sub: `judge-${racer}`, principal: 'human' }
      return rig.ledger.actions.command(loaded, commandOf(racer, by), { actor: by })
    })
    expect(winners(results, value => value !== 'conflict')).toBe(1)
    expect(codes(results)).toEqual([])
    const after = await rig.ledger.actions.load(rig.tenantId, id)
    expect(after?.version).toBe(2)
    expect(after?.action.approvals.length).toBe(after?.action.status === 'APPROVED_BY_HUMAN' ? 1 : 0)
  })

  it('one claims an action', async () => {
    for (let round = 0; round < ROUNDS; round++) await races.claim()
  })

  it('one approves or rejects', async () => {
    for (let round = 0; round < ROUNDS; round++) await races.decide()
  })

  it('one cancels, and nothing was posted, or it was executed, and posted once', async () => {
    for (let round = 0; round < ROUNDS; round++) await races.cancel(round * 40)
  })

  it('one edits or claims, and what is claimed is what was approved', async () => {
    for (let round = 0; round < 20; round++) {
      const text = `claim or edit ${round}`
      const { id, digest = '' } = await proposed(text)
      const pending = await rig.ledger.actions.load(rig.tenantId, id)
      if (pending === undefined) throw new Error('gone')
      await rig.ledger.actions.command(pending, { type: 'approve', by: BOB, digest }, { actor: BOB })
      const loaded = await rig.execute(id)
      const step = await executeStepOf(id)
      const claim = () => actionClaim(worker, step, claimOptions(digest))
      const edit = (racer: number) => {
        const payload = { content_text: `${text}, by racer ${racer}` }
        return rig.ledger.actions.edit(loaded, { payload, preflight: [] }, { actor: ANN.actor })
      }
      const results = await race<unknown>(racer => (racer % 2 === round % 2 ? claim() : edit(racer)))
      const claims = winners(results, value => (value as { code?: string }).code === 'CLAIMED')
      const edits = winners(results, value => typeof value === 'object' && value !== null && 'action' in value)
      expect([claims + edits, codes(results)]).toEqual([1, []])
      const after = await rig.ledger.actions.load(rig.tenantId, id)
      const attempts = await rig.owner`SELECT FROM action_attempts WHERE action_id = ${id}`
      if (claims === 1) {
        expect(after?.view).toMatchObject({ payload: { content_text: text } })
        expect([after?.action.status, after?.action.digest, attempts.length]).toEqual(['EXECUTING', digest, 1])
      } else {
        expect([after?.action.status, after?.action.approvals, attempts.length]).toEqual(['PENDING_APPROVAL', [], 0])
        const kinds = await rig.owner`SELECT kind FROM steps WHERE subject_id = ${id}`
        expect([...kinds]).toEqual([{ kind: 'expire' }])
      }
    }
  })

  it('one edits its action into a content that all others want, too', async () => {
    const loaded = await Promise.all(
      Array.from({ length: RACERS }, async (_, racer) => {
        const { id } = await proposed(`mine ${racer}`)
        return rig.ledger.actions.load(rig.tenantId, id)
      }),
    )
    const payload = { content_text: 'wanted by all' }
    const results = await race(async racer => {
      const mine = loaded[racer]
      return mine && rig.ledger.actions.edit(mine, { payload, preflight: [] }, { actor: ANN.actor })
    })
    expect(winners(results)).toBe(1)
    expect(codes(results)).toEqual(['DUPLICATE_CONTENT'])
  })

  it('one starts a campaign, and it has one first step', async () => {
    const [id = ''] = await rig.campaigns(1, { start: false })
    const loaded = await rig.ledger.campaigns.load(rig.tenantId, id)
    if (loaded === undefined) throw new Error('gone')
    const { executionId } = loaded.campaign
    const results = await race(() => rig.ledger.campaigns.command(loaded, { type: 'start', executionId }, ANN))
    expect(winners(results, value => value !== 'conflict')).toBe(1)
    expect([...(await rig.owner`SELECT kind FROM steps WHERE subject_id = ${id}`)]).toEqual([{ kind: 'radar-scan' }])
  })

  it('one owns an account that all of them name first', async () => {
    const account = `mine-${uuid()}`
    const results = await race(() => rig.ledger.actions.propose(proposal('x', { account, tenantId: uuid() }), ANN))
    expect(winners(results)).toBe(1)
    expect(codes(results)).toEqual(['ACCOUNT_UNKNOWN'])
  })
})
