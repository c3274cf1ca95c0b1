// What deciding costs: the inbox with 10,000 posts waiting in it, page by page, and a person who opens it, reads one, and approves it.

import { randomUUIDv7 as uuid } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import postgres from 'postgres'
import { sessionStore } from '#console/auth/session-store.ts'
import { openLedger } from '#db/ledger.ts'
import type { World } from '#dev/world.ts'
import { plantOpenAccounts, plantWaiting } from './growth/plant-waiting.ts'
import { loads, machine } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openWorld } from './servers/open-world.ts'

export interface InboxOptions {
  /** Posts that wait for the person; as many again are queued. */
  most?: number
  requests?: number
}

const CHROMIUM = '/usr/bin/chromium'
const READS_MS = 3000
const MOVES_MS = 700

export async function measureInbox({ most = 10_000, requests = 300 }: InboxOptions): Promise<void> {
  const world = await openWorld(['board'], { LOG_LEVEL: 'info' })
  const tenantId = uuid()
  try {
    console.log(`${machine()}; load average ${loads()}`)
    await decideAsAPerson(world, uuid())
    const owner = postgres(world.env().MIGRATE_DATABASE_URL ?? world.endpoints().postgres.url, { max: 1 })
    await plantOpenAccounts(owner, tenantId)
    await plantWaiting(owner, tenantId, 1000, 1000 + 2 * most)
    await owner.unsafe('ANALYZE governance.actions_ledger')
    await owner.end()
    await measurePages(world, tenantId, requests)
    console.log(`load average at the end ${loads()}`)
  } finally {
    await world.stop()
  }
}

async function measurePages(world: World, tenantId: string, requests: number): Promise<void> {
  const url = world.endpoints().api?.url ?? ''
  const token = await world.token({ tenant: tenantId, sub: 'ben' })
  const cookie = await cookieOf(world, { tenantId, sub: 'ben', token })
  const asked: [string, string, Record<string, string>][] = [
    ['GET /console/inbox', '/console/inbox', { cookie }],
    ['GET /console/inbox?account=…', '/console/inbox?account=closed-7', { cookie }],
    ['GET /api/v1/inbox?limit=50', '/api/v1/inbox?limit=50', { authorization: `Bearer ${token}` }],
    ['GET /livez', '/livez', {}],
  ]
  const rows: string[][] = []
  for (const [title, path, headers] of asked) {
    for (let warm = 0; warm < 30; warm++) await timed(url + path, headers)
    const times: number[] = []
    let bytes = 0
    for (let request = 0; request < requests; request++) {
      const { ms, length } = await timed(url + path, headers)
      times.push(ms)
      bytes = length
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(1)
    rows.push([title, at(0.5), at(0.95), at(0.99), (bytes / 1024).toFixed(0)])
  }
  printTable(['one after the other', 'p50 ms', 'p95 ms', 'p99 ms', 'KiB'], rows)
}

/** @throws Error when it is not answered with 200: the figure would mean nothing */
async function timed(address: string, headers: Record<string, string>): Promise<{ ms: number; length: number }> {
  const startedAt = performance.now()
  const response = await fetch(address, { headers, redirect: 'manual' })
  const { length } = await response.text()
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
  return { ms: performance.now() - startedAt, length }
}

async function cookieOf(world: World, session: { tenantId: string; sub: string; token: string }): Promise<string> {
  const databaseUrl = world.env().DATABASE_URL ?? ''
  const ledger = openLedger({ databaseUrl, accounts: { createOnFirstUse: true, shared: new Set() }, hint: () => {} })
  const word = await sessionStore(ledger.consoleSessions).open({
    ...session,
    expiresAt: new Date(Date.now() + 3_500_000),
  })
  await ledger.close()
  return `mandate_console=${word}`
}

/** From opening the inbox to the post being out, by somebody who reads it first. */
async function decideAsAPerson(world: World, tenantId: string): Promise<void> {
  if (!existsSync(CHROMIUM)) return console.log(`a person at the inbox: not measured, there is no ${CHROMIUM}`)
  const url = world.endpoints().api?.url ?? ''
  const propose = (text: string) =>
    ask(world, tenantId, 'POST', '/actions', {
      ...{ platform: 'MOCK', account: 'bench', governance_hash: 'g', execution: 'on_approval' },
      payload: { content_text: text },
    })
  const token = await world.token({ tenant: tenantId, sub: 'ben' })
  const cookie = await cookieOf(world, { tenantId, sub: 'ben', token })
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const seconds: number[] = []
  try {
    for (let round = 0; round < 3; round++) {
      const { action_id: id } = await propose(`A post that somebody reads, ${round}`)
      const context = await browser.newContext()
      await context.addCookies([{ name: 'mandate_console', value: cookie.split('=')[1] ?? '', url }])
      const page = await context.newPage()
      const startedAt = performance.now()
      await page.goto(`${url}/console/inbox`)
      await page.getByText('A post that somebody reads').first().waitFor()
      await pause(READS_MS)
      await page.keyboard.press('j')
      await pause(MOVES_MS)
      await page.keyboard.press('a')
      for (;;) {
        const { status } = await ask(world, tenantId, 'GET', `/actions/${id}`)
        if (status === 'COMPLETED') break
        await pause(50)
      }
      seconds.push((performance.now() - startedAt) / 1000)
      await context.close()
    }
  } finally {
    await browser.close()
  }
  const each = seconds.map(one => one.toFixed(1)).join(' ')
  console.log(
    `a person at the inbox, who reads for ${(READS_MS + MOVES_MS) / 1000} s: published after ${median(seconds).toFixed(1)} s (bar 15); ${each}`,
  )
}

async function ask(
  world: World,
  tenant: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, string>> {
  const authorization = `Bearer ${await world.token({ tenant, sub: 'ann' })}`
  const response = await fetch(`${world.endpoints().api?.url}/api/v1${path}`, {
    ...{ method, headers: { authorization, 'content-type': 'application/json' } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as Record<string, string>
}
