// After the restore: what was in doubt is cleared, the switch is released, and all of it comes to its end.
import type { DemoPlatforms } from '#dev/demo/demo-platform.ts'
import type { Narrator } from '#dev/demo/narrator.ts'
import type { ActionName, openParts, Parts, Work } from './work.ts'

type Opened = Awaited<ReturnType<typeof openParts>>

const isClear = (status: string) => status !== 'OUTCOME_UNKNOWN' && status !== 'EXECUTING'

export async function finish(say: Narrator, parts: Parts, opened: Opened, work: Work): Promise<void> {
  const { ann, ben, core, sessions, chunk } = opened
  const names = Object.keys(work.actions) as ActionName[]
  for (const name of names)
    say.event('cleared', `${name}: ${await ann.until(`/actions/${work.actions[name]}`, isClear, 90_000)}`)
  const found: ActionName[] = ['done', 'lost answer', 'behind a closed account', 'sent after']
  for (const name of found)
    if ((await ann.statusOf(`/actions/${work.actions[name]}`)) !== 'COMPLETED')
      throw new Error(`${name} is on its platform and was not found there`)

  await release(parts)
  say.event('released', 'the kill switch, by somebody with the scope ops', 'green')
  await ben.approve(work.actions.waiting)
  for (const name of names) await ann.until(`/actions/${work.actions[name]}`, status => status === 'COMPLETED', 120_000)
  for (const id of [work.campaign, work.finished]) await finishCampaign(say, opened, id)
  say.event('completed', `${names.length} actions and 2 campaigns`, 'green')

  await core.mend()
  const { received } = await sessions.append(work.recording, chunk(3))
  say.event('sent again', `chunk 3, which the restored ledger had not: there is ${JSON.stringify(received)}`)
  await sessions.blocksOnce(work.recording, blocks => blocks.every(({ status }) => status === 'DONE'), 30_000)
  const { status } = await sessions.finalize(work.recording, 3)
  const { status: former } = await sessions.session(work.sealed)
  if (former !== 'FINALIZED') throw new Error(`the session that was sealed before is ${former}`)
  say.event('sealed', `the session that was under way is ${status}`, 'green')
}

/** What it asked of a service before is answered with what was said then, or, were other numbers sent now, refused: a retry is new work. */
async function finishCampaign(say: Narrator, { ann }: Opened, id: string): Promise<void> {
  const hasEnded = (status: string) => status === 'completed' || status === 'failed'
  if ((await ann.until(`/campaigns/${id}`, hasEnded)) === 'completed') return
  const { failure } = await ann.client.campaign(id)
  say.event('retry', `campaign ${id}, which failed at ${failure?.stage}: ${failure?.detail}`, 'yellow')
  const { status } = await ann.client.call('POST', `/campaigns/${id}/retry`, { body: {} })
  if (status !== 202) throw new Error(`the retry of campaign ${id} answered ${status}`)
  await ann.until(`/campaigns/${id}`, state => state === 'completed')
}

async function release({ world, tenant, signal }: Parts): Promise<void> {
  const token = await world.token({ tenant, sub: 'olga', scope: 'ops' })
  const response = await fetch(`${world.endpoints().api?.url}/api/v1/kill-switch`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: 'global', engaged: false, reason: 'the report of the restore was read' }),
    signal,
  })
  if (!response.ok) throw new Error(`the switch was not released: ${response.status} ${await response.text()}`)
}

export async function demandNothingTwice(say: Narrator, platforms: DemoPlatforms): Promise<void> {
  const posts = await platforms.published()
  const twice = new Set<string>()
  const seen = new Set<string>()
  for (const post of posts) {
    const key = JSON.stringify([post.account, post.text])
    if (seen.has(key)) twice.add(key)
    seen.add(key)
  }
  if (twice.size > 0) throw new Error(`published twice: ${[...twice].join(', ')}`)
  say.event('published', `${posts.length} posts, each once`, 'green')
}
