// Takes one campaign through an API from draft to completed, approving as a second person:
// `node deploy/prove-campaign.ts API_URL TENANT PROPOSER_TOKEN APPROVER_TOKEN`. Exits 1 with what it saw last.
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const [apiUrl = '', tenant = '', proposer = '', approver = ''] = process.argv.slice(2)
const DEADLINE_MS = 120_000

const Campaign = z.object({
  campaign_id: z.string(),
  status: z.string(),
  state: z.string(),
  failure: z.unknown().optional(),
  publications: z.array(z.object({ action_id: z.string(), status: z.string() })).nullish(),
})
const Action = z.object({ status: z.string(), digest: z.string().nullish() })

async function call(token: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${apiUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

const startedAt = performance.now()
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)

const brief = { objective: 'Launch our cold brew coffee for people who hike', locale: 'en' }
const { campaign_id: id } = Campaign.parse(await call(proposer, 'POST', '/campaigns', { tenant_id: tenant, brief }))
await call(proposer, 'POST', `/campaigns/${id}/start`)
say(`campaign ${id} started`)

let last = ''
const approved = new Set<string>()
for (;;) {
  const campaign = Campaign.parse(await call(proposer, 'GET', `/campaigns/${id}`))
  const now = `${campaign.state} ${campaign.status}`
  if (now !== last) say(now)
  last = now
  if (campaign.status === 'completed') break
  if (['failed', 'cancelled'].includes(campaign.status))
    throw new Error(`it ended as ${JSON.stringify(campaign.failure)}`)
  if (performance.now() - startedAt > DEADLINE_MS) throw new Error(`not completed after ${DEADLINE_MS} ms`)
  if (campaign.status === 'waiting_approval') await approveAll(campaign.publications ?? [])
  await pause(200)
}
say(`completed, ${approved.size} action approved and published`)

async function approveAll(publications: { action_id: string }[]): Promise<void> {
  for (const { action_id } of publications) {
    if (approved.has(action_id)) continue
    const action = Action.parse(await call(approver, 'GET', `/actions/${action_id}`))
    if (action.status !== 'PENDING_APPROVAL' || action.digest == null) continue
    await call(approver, 'POST', `/actions/${action_id}/approve`, { digest: action.digest })
    approved.add(action_id)
    say(`approved action ${action_id}`)
  }
}
