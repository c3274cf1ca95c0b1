// What recording costs a request: starts of campaigns at 50 connections, against a route that stores nothing.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { openLedger } from '#db/ledger.ts'
import type { World } from '#dev/world.ts'
import { type BareApi, startBareApi } from './bare-api/start-bare-api.ts'
import { BRIEF } from './contestants/contestant.ts'
import { loads } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openWorld } from './servers/open-world.ts'
import { CONNECTIONS, type Shots, shoot } from './shoot.ts'

const CHANNEL = { platform: 'MOCK', account: 'bench' }

export interface HttpOptions {
  rounds?: number
  /** In each round, to each of the two. */
  requests?: number
}

export async function measureHttp({ rounds = 3, requests = 6000 }: HttpOptions): Promise<void> {
  const world = await openWorld(['services', 'emulators', 'workers', 'board'], { LOG_LEVEL: 'info' })
  let bare: BareApi | undefined
  try {
    const tenantId = uuid()
    const authorization = `Bearer ${await world.token({ tenant: tenantId, principal: 'human' })}`
    bare = await startBareApi(world)
    const { url: bareUrl } = bare
    const apiUrl = world.endpoints().api?.url ?? ''
    console.log(`${CONNECTIONS} connections, ${requests} starts a round; load average ${loads()}`)
    const warmUp = Math.ceil(requests / 3)
    const drafts = await createDrafts(world, tenantId, rounds * requests + warmUp)
    const starts = (url: string, amount: number, idOf: () => string) => start(url, amount, authorization, idOf)
    const nextDraft = () => drafts.pop() ?? ''
    await starts(apiUrl, warmUp, nextDraft)
    await starts(bareUrl, warmUp, uuid)
    const rows: { api: Shots; bare: Shots }[] = []
    for (let round = 0; round < rounds; round++) {
      rows.push({ bare: await starts(bareUrl, requests, uuid), api: await starts(apiUrl, requests, nextDraft) })
    }
    const line = (title: string, name: 'api' | 'bare') => {
      const of = (figure: (shots: Shots) => number) => median(rows.map(row => figure(row[name])))
      return [title, of(s => s.perSecond).toFixed(0), of(s => s.p50Ms).toFixed(1), of(s => s.p99Ms).toFixed(1)]
    }
    printTable(
      ['', 'requests/s', 'p50 ms', 'p99 ms'],
      [line('POST /campaigns/{id}/start', 'api'), line('bare Hono route', 'bare')],
    )
    const ratios = rows.map(({ api, bare }) => api.perSecond / bare.perSecond)
    console.log(
      `${median(ratios).toFixed(2)} × the bare route (bar at least 0.25, goal 0.35); rounds: ${ratios.map(r => r.toFixed(2)).join(' ')}`,
    )
    console.log(`load average at the end ${loads()}`)
  } finally {
    bare?.stop()
    await world.stop()
  }
}

/** @throws Error when anything but 202 comes back: the figure would mean nothing */
async function start(url: string, amount: number, authorization: string, idOf: () => string): Promise<Shots> {
  const shots = await shoot(url, amount, () => ({
    path: `/api/v1/campaigns/${idOf()}/start`,
    headers: { authorization },
  }))
  if (shots.errors > 0) throw new Error(`${shots.errors} of ${amount} starts were not accepted at ${url}`)
  return shots
}

async function createDrafts(world: World, tenantId: string, count: number): Promise<string[]> {
  const databaseUrl = world.env().DATABASE_URL ?? ''
  const accounts = { createOnFirstUse: true, shared: new Set<string>() }
  const ledger = openLedger({ databaseUrl, accounts, hint: () => {} })
  const ids: string[] = []
  while (ids.length < count) {
    const batch = Array.from({ length: Math.min(100, count - ids.length) }, () => uuid())
    const drafts = batch.map(id => ({
      id,
      executionId: uuid(),
      tenantId,
      brief: BRIEF,
      channels: [CHANNEL],
      metadata: {},
      maxRetries: 3,
      start: false,
    }))
    await ledger.campaigns.create(drafts, { actor: { sub: 'bench', principal: 'service' } })
    ids.push(...batch)
  }
  await ledger.close()
  return ids
}
