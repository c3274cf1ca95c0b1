// Approved actions of one account, and for each a command that enterprise has signed.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { CommandReply } from '#contracts/upstream/enterprise.ts'
import { type Ledger, openLedger } from '#db/ledger.ts'
import type { World } from '#dev/world.ts'

export interface Command {
  body: string
  signature: string
}

interface Approved {
  action_id: string
  tenant_id: string
  platform: string
  digest: string
  payload: Record<string, unknown>
  governance_hash: string
}

const AT_ONCE = 16

export interface Owner {
  tenantId: string
  account: string
}

export async function approveActions(world: World, owner: Owner, count: number): Promise<Approved[]> {
  const accounts = { createOnFirstUse: true, shared: new Set<string>() }
  const databaseUrl = world.env().DATABASE_URL ?? ''
  const ledger = openLedger({ databaseUrl, accounts, hint: () => {}, max: AT_ONCE })
  try {
    await approveOne(ledger, owner) // its account comes into being
    return await each(count, () => approveOne(ledger, owner))
  } finally {
    await ledger.close()
  }
}

/** A command lives for minutes: signed right before the round that sends it. */
export function signCommands(world: World, actions: readonly Approved[]): Promise<Command[]> {
  const url = `${world.endpoints().services.enterprise?.url}/_reference/commands`
  return each(actions.length, async index => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(actions[index]) })
    const reply = CommandReply.parse(await response.json())
    if (reply.status === 'REFUSED') throw new Error(`enterprise signed nothing: ${reply.reason}`)
    return { body: reply.body, signature: reply.signature }
  })
}

async function approveOne(ledger: Ledger, { tenantId, account }: Owner): Promise<Approved> {
  const actionId = uuid()
  const payload = payloadOf(actionId)
  const proposal = { id: actionId, tenantId, platform: 'MOCK' as const, account, payload, governanceHash: 'policy' }
  const ann = { sub: 'ann', principal: 'human' } as const
  const ben = { sub: 'ben', principal: 'human' } as const
  await ledger.actions.propose({ ...proposal, execution: 'on_command', preflight: [] }, { actor: ann })
  const loaded = await ledger.actions.load(tenantId, actionId)
  const digest = loaded?.action.digest
  if (loaded === undefined || digest === undefined) throw new Error('an action without media has a digest')
  await ledger.actions.command(loaded, { type: 'approve', by: ben, digest }, { actor: ben })
  return { action_id: actionId, tenant_id: tenantId, platform: 'MOCK', digest, payload, governance_hash: 'policy' }
}

/** As in seed 000, no two alike. */
function payloadOf(actionId: string) {
  return {
    content_text: `Post ${actionId}: cold brew in a bottle that fits a hiking pack. No stove, no filter, no waiting at the top.`,
    media_urls: [],
    target_audience: { age_range: [25, 45], interests: ['AI', 'Tech'] },
    budget_bid: 15.5,
  }
}

/** So many at once, in order. */
async function each<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < count; index = next++) made[index] = await make(index)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return made
}
