// The second act: the worker is killed between claiming an action and hearing the platform's answer.
import type { ActionResource } from '#contracts/action.ts'
import type { Client } from './create-client.ts'
import type { DemoPlatforms } from './demo-platform.ts'
import type { KillRecord } from './demo-record.ts'
import { type Narrator, seconds } from './narrator.ts'
import { type Assignment, demandCompleted, type People } from './run-campaign.ts'
import { verifyTrail } from './verify-trail.ts'

/** Long enough for us to kill its sender meanwhile, short of the sender's patience. */
const PLATFORM_DELAY_MS = 4000

export interface Victim {
  pid(): number | null
  /** SIGKILL; it is started again by its supervision. */
  kill(): Promise<void>
}

export async function surviveKill(
  say: Narrator,
  people: People,
  { assignment, platforms, worker }: { assignment: Assignment; platforms: DemoPlatforms; worker: Victim },
): Promise<KillRecord> {
  const { proposer, approver, tenantId } = people
  const [channel] = assignment.channels
  if (channel === undefined) throw new TypeError('the second campaign has a channel')
  await platforms.delayNext(channel, PLATFORM_DELAY_MS)
  const { campaign_id: id } = await proposer.client.createAndStart({ tenant_id: tenantId, ...assignment })
  const action = await proposed(proposer.client, id)
  await approver.client.approve(action.action_id, action.digest)
  say.event('approved', `by ${approver.name}; the platform takes ${seconds(PLATFORM_DELAY_MS)} s to answer`, 'green')

  const watch = { pid: 0, killedAt: 0, events: [] as KillRecord['events'] }
  const note = (name: string, text: string, style: 'red' | 'green' | 'cyan' = 'cyan') => {
    say.event(name, text, style)
    watch.events.push({ atMs: Math.max(0, performance.now() - watch.killedAt), text: `${name}: ${text}` })
  }
  for await (const entry of proposer.client.events('actions', action.action_id)) {
    if (entry.action === 'attempt.started' && watch.killedAt === 0) {
      watch.pid = worker.pid() ?? 0
      watch.killedAt = performance.now()
      note('SIGKILL', `worker ${watch.pid}, with its request to the platform on the way`, 'red')
      await worker.kill()
      say.detail('Nobody sends it again by themselves: the intent is in the ledger, and its outcome is not known.')
      say.detail(
        'After the deadline of the attempt and 5 s the platform is asked: is this text on the timeline of the account?',
      )
      void platforms.posted(channel).then(
        posts => note('platform', `has published it all the same (${posts} post)`),
        () => {},
      )
    }
    if (entry.action === 'attempt.unknown') note('unknown', String(entry.details.detail ?? ''), 'red')
    if (entry.action === 'action.completed')
      note(
        'found',
        `${entry.details.how === 'probe' ? 'on the platform when asked' : 'recorded before the kill'}: ${entry.details.permalink ?? ''}`,
        'green',
      )
  }
  for await (const entry of proposer.client.events('campaigns', id))
    if (entry.action === 'campaign.completed') note('completed', 'the campaign went on and is done', 'green')

  const campaign = await proposer.client.campaign(id)
  demandCompleted(campaign)
  const posts = await platforms.publishedOn(channel)
  if (posts.length !== 1)
    throw new Error(`the platform should have one post of ${channel.account} and has ${posts.length}`)
  const { verification } = await verifyTrail(approver.client, 'campaigns', id)
  const { pid, events } = watch
  return { campaign, action: await proposer.client.action(action.action_id), posts, verification, pid, events }
}

async function proposed(client: Client, campaignId: string): Promise<ActionResource & { digest: string }> {
  for await (const entry of client.events('campaigns', campaignId)) {
    if (entry.action === 'campaign.failed') demandCompleted(await client.campaign(campaignId))
    if (entry.action === 'action.proposed') return client.digested(String(entry.details.action_id))
  }
  throw new Error('the campaign ended before it proposed anything')
}
