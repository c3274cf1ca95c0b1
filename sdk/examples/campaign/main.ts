import { createMandate } from '@mandate/sdk'
import { settings } from '../settings.ts'

// Runs a campaign from its brief, shows a person each post, approves it, and waits for what is learned from it.
const { url, tenantId, token, approverToken } = settings(process.env)
const planner = createMandate({ url, token })
const approver = createMandate({ url, token: approverToken })

const { campaign_id } = await planner.campaigns.create({
  tenant_id: tenantId,
  brief: { objective: 'Sell cold brew to hikers', guardrails: ['no prices'] },
})
await planner.campaigns.start(campaign_id)
const waiting = await planner.campaigns.waitFor(campaign_id)
if (waiting.status !== 'waiting_approval') throw new Error(`${waiting.status}: ${waiting.failure?.detail}`)

for await (const action of approver.actions.list({ campaign_id, status: 'PENDING_APPROVAL' })) {
  console.log(`${action.platform}:${action.account}\n${action.payload.content_text}\n`)
  // With pictures the digest comes once their bytes are hashed.
  const { digest } = await approver.actions.waitFor(action.action_id, { until: one => one.digest !== undefined })
  await approver.actions.approve(action.action_id, { digest: digest ?? '', comment: 'Read and found good' })
}

const isOver = ({ status }: { status: string }) => ['completed', 'failed', 'cancelled'].includes(status)
const done = await planner.campaigns.waitFor(campaign_id, { until: isOver })
for (const { channel, status, permalink } of done.publications) console.log(channel, status, permalink ?? '')
for (const { finding } of done.learnings) console.log(finding)
console.log(`campaign ${done.status}`)
