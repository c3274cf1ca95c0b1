// Takes campaigns through an API from draft to completed, approving as a second person, and looks at each of their actions at the end:
// `node deploy/prove/run-campaigns.ts API_URL TENANT PROPOSER_TOKEN APPROVER_TOKEN COUNT|until-told`. Exits 1 with what it saw last.
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ActionResource } from '#contracts/action.ts'
import { CampaignPayload } from '#contracts/campaign-payload.ts'

const [apiUrl = '', tenant = '', proposer = '', approver = '', count = '1'] = process.argv.slice(2)
const DEADLINE_MS = 240_000
const AT_ONCE = 4
const LOOK_EVERY_MS = 300

const startedAt = performance.now()
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)

let isTold = false
process.on('SIGUSR2', () => {
  isTold = true
})
const isEnough = (begun: number) => (count === 'until-told' ? isTold : begun >= Number(count))

const done = { campaigns: 0, actions: 0 }
let begun = 0
await Promise.all(Array.from({ length: count === '1' ? 1 : AT_ONCE }, goOn))
say(`${done.campaigns} campaigns completed, their ${done.actions} actions once each, every outcome known at once`)

async function goOn(): Promise<void> {
  while (!isEnough(begun)) {
    begun += 1
    await runCampaign(begun)
  }
}

async function runCampaign(number: number): Promise<void> {
  const brief = { objective: `Launch our cold brew coffee number ${number} for people who hike`, locale: 'en' }
  const { campaign_id: id } = CampaignPayload.parse(
    await call(proposer, 'POST', '/campaigns', { tenant_id: tenant, brief }),
  )
  await call(proposer, 'POST', `/campaigns/${id}/start`)
  const until = performance.now() + DEADLINE_MS
  const approved = new Set<string>()
  for (let last = ''; ; await pause(LOOK_EVERY_MS)) {
    const campaign = CampaignPayload.parse(await call(proposer, 'GET', `/campaigns/${id}`))
    const now = `campaign ${number} is ${campaign.status}, ${campaign.state}`
    if (now !== last) say(now)
    last = now
    if (campaign.status === 'completed') break
    if (['failed', 'cancelled'].includes(campaign.status))
      throw new Error(`campaign ${id} ended as ${JSON.stringify(campaign.failure)}`)
    if (performance.now() > until) throw new Error(`campaign ${id} is not completed after ${DEADLINE_MS} ms: ${now}`)
    if (campaign.status === 'waiting_approval')
      for (const { action_id } of campaign.publications ?? []) await approve(action_id, approved)
  }
  // Added when it is known: `+= await` would add to the sum of before the wait, and forget what others added meanwhile.
  const actions = await demandOnce(id)
  done.campaigns += 1
  done.actions += actions
}

async function approve(actionId: string, approved: Set<string>): Promise<void> {
  if (approved.has(actionId)) return
  const action = ActionResource.parse(await call(approver, 'GET', `/actions/${actionId}`))
  if (action.status !== 'PENDING_APPROVAL' || action.digest === undefined) return
  await call(approver, 'POST', `/actions/${actionId}/approve`, { digest: action.digest })
  approved.add(actionId)
}

/** Every action of the campaign was sent once, and its outcome was known without asking. Resolves with their number. */
async function demandOnce(campaignId: string): Promise<number> {
  const page = await call(approver, 'GET', `/actions?campaign_id=${campaignId}&limit=200`)
  const actions = z.object({ data: z.array(ActionResource) }).parse(page).data
  for (const { action_id, status, attempts } of actions)
    if (status !== 'COMPLETED' || attempts.length !== 1 || attempts[0]?.outcome !== 'ACCEPTED')
      throw new Error(`action ${action_id} is ${status} after ${JSON.stringify(attempts)}`)
  return actions.length
}

async function call(token: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${apiUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
