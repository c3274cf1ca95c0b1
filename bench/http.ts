// What recording costs a request: starts of campaigns at 50 connections, against a route that stores nothing.
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUIDv7 as uuid } from 'node:crypto'
import autocannon from 'autocannon'
import { openLedger } from '#db/ledger.ts'
import type { World } from '#dev/world.ts'
import type { BareApiSettings } from './bare-api/main.ts'
import { BRIEF } from './contestants/contestant.ts'
import { loads } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openWorld } from './servers/open-world.ts'

const CONNECTIONS = 50
const CHANNEL = { platform: 'MOCK', account: 'bench' }

export interface HttpOptions {
  rounds?: number
  /** In each round, to each of the two. */
  requests?: number
}

export async function measureHttp({ rounds = 3, requests = 6000 }: HttpOptions): Promise<void> {
  const world = await openWorld(['services', 'emulators', 'workers', 'board'], { LOG_LEVEL: 'info' })
  let bare: ChildProcess | undefined
  try {
    const tenantId = uuid()
    const authorization = `Bearer ${await world.token({ tenant: tenantId, principal: 'human' })}`
    bare = fork(new URL('bare-api/main.ts', import.meta.url))
    const bareUrl = await urlOf(bare, world)
    const apiUrl = world.endpoints().api?.url ?? ''
    console.log(`${CONNECTIONS} connections, ${requests} starts a round; load average ${loads()}`)
    const warmUp = Math.ceil(requests / 3)
    const drafts = await createDrafts(world, tenantId, rounds * requests + warmUp)
    const shoot = (url: string, amount: number, idOf: () => string) => start(url, amount, authorization, idOf)
    const nextDraft = () => drafts.pop() ?? ''
    await shoot(apiUrl, warmUp, nextDraft)
    await shoot(bareUrl, warmUp, uuid)
    const rows: { api: Shots; bare: Shots }[] = []
    for (let round = 0; round < rounds; round++) {
      rows.push({ bare: await shoot(bareUrl, requests, uuid), api: await shoot(apiUrl, requests, nextDraft) })
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
    bare?.disconnect()
    await world.stop()
  }
}

interface Shots {
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** @throws Error when anything but 202 comes back: the figure would mean nothing */
async function start(url: string, amount: number, authorization: string, idOf: () => string): Promise<Shots> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount,
    requests: [
      {
        method: 'POST',
        headers: { authorization },
        setupRequest: request => ({ ...request, path: `/api/v1/campaigns/${idOf()}/start` }),
      },
    ],
  })
  const accepted = result['2xx']
  if (accepted !== amount) throw new Error(`${amount - accepted} of ${amount} starts were not accepted at ${url}`)
  return {
    perSecond: amount / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }
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

function urlOf(bare: ChildProcess, world: World): Promise<string> {
  const env = world.env()
  const settings: BareApiSettings = { issuer: env.OIDC_ISSUER ?? '', audience: env.OIDC_AUDIENCE ?? 'mandate' }
  bare.send(settings)
  return new Promise((resolve, reject) => {
    bare.once('message', url => resolve(String(url)))
    bare.once('exit', code => reject(new Error(`the bare route ended with ${code}`)))
  })
}
