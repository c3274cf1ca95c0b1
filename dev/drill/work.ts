// The work of the drill: what stands in which state when the backup is taken, and what happens after it.

import { createSessionClient, type SentChunk } from '#dev/demo/create-session-client.ts'
import { openDemoCore } from '#dev/demo/demo-core.ts'
import { openDemoPlatforms } from '#dev/demo/demo-platform.ts'
import { AUDIO_TYPE, readMeeting } from '#dev/demo/read-meeting.ts'
import type { World } from '#dev/world.ts'
import { openPerson } from './person.ts'

export interface Parts {
  world: World
  tenant: string
  signal: AbortSignal
}

/** Everything that the drill follows, by id; actions by what they are there for. */
export interface Work {
  actions: Record<'done' | 'lost answer' | 'scheduled' | 'behind a closed account' | 'sent after' | 'waiting', string>
  /** Its actions wait for people in the backup and are published after it. */
  campaign: string
  finished: string
  recording: string
  sealed: string
}

export type ActionName = keyof Work['actions']
const CLOSED_S = 15
const SCHEDULED_IN_MS = 90_000

/** Two people, the platforms and core as they are now: addresses may change with each start. */
export async function openParts({ world, tenant, signal }: Parts) {
  const [ann, ben] = [await openPerson(world, tenant, 'ann', signal), await openPerson(world, tenant, 'ben', signal)]
  const { emulators, services } = world.endpoints()
  const platforms = openDemoPlatforms(emulators?.url ?? '', signal)
  const meeting = await readMeeting()
  const core = await openDemoCore(services.core?.url ?? '', { chunks: meeting.chunks, modelVersion: 'core-1', signal })
  const chunk = (sequenceId: number): SentChunk => ({
    ...{ sequenceId, startedAt: new Date(Date.UTC(2026, 0, 1, 10, 0, 10 * sequenceId)), contentType: AUDIO_TYPE },
    audio: meeting.chunks[sequenceId - 1]?.audio ?? new Uint8Array(),
  })
  return {
    ann,
    ben,
    tenant,
    platforms,
    core,
    chunk,
    sessions: createSessionClient(ann.client),
    emulators: emulators?.url ?? '',
  }
}

type Opened = Awaited<ReturnType<typeof openParts>>

export async function workBefore(parts: Opened): Promise<Work> {
  const { ann, ben, platforms, core, sessions, chunk } = parts
  const approved = async (...proposal: Parameters<typeof ann.propose>) => {
    const id = await ann.propose(...proposal)
    await ben.approve(id)
    return id
  }
  const finished = await campaign(parts, 'drill-first')
  for (const { action_id } of await ben.client.actionsOf(finished)) await ben.approve(action_id)
  const second = await campaign(parts, 'drill-second')

  const sealed = (await sessions.start({ client_timezone: 'Europe/Madrid', title: 'Sealed before' })).session_id
  await core.mend()
  await sessions.append(sealed, chunk(1))
  await sessions.finalize(sealed, 1)
  const recording = (await sessions.start({ client_timezone: 'Europe/Madrid', title: 'Under way' })).session_id
  await sessions.append(recording, chunk(1))
  await core.breakDown()
  await sessions.append(recording, chunk(2))
  await sessions.blocksOnce(recording, blocks => blocks.some(({ type }) => type === 'AUDIO_PENDING'))

  await closeAfterOne(parts.emulators)
  const done = await approved('drill-closed', 'the first of this account')
  await ann.until(`/actions/${done}`, status => status === 'COMPLETED')
  const behind = await approved('drill-closed', 'behind a closed account')
  await ann.until(`/actions/${behind}`, status => status === 'RATE_LIMITED')
  const scheduled = await approved('drill-scheduled', 'for later', new Date(Date.now() + SCHEDULED_IN_MS))
  const sentAfter = await ann.propose('drill-after', 'approved and sent after the backup')
  const waiting = await ann.propose('drill-waiting', 'approved after the restore')
  await ann.until(`/campaigns/${finished}`, status => status === 'completed')
  await platforms.loseNextAnswer({ platform: 'MOCK', account: 'drill-lost' })
  const lost = await approved('drill-lost', 'its answer is lost')
  await ann.until(`/actions/${lost}`, status => status === 'OUTCOME_UNKNOWN')
  return {
    ...{ campaign: second, finished, recording, sealed },
    actions: {
      ...{ done, scheduled, waiting, 'behind a closed account': behind, 'sent after': sentAfter, 'lost answer': lost },
    },
  }
}

/** All of it is in no row of the restored ledger; the posts are out all the same. @returns an action that came into being then */
export async function workAfter({ ann, ben, sessions, chunk }: Opened, work: Work): Promise<string> {
  await ben.approve(work.actions['sent after'])
  for (const { action_id } of await ben.client.actionsOf(work.campaign)) await ben.approve(action_id)
  const forgotten = await ann.propose('drill-forgotten', 'proposed and sent after the backup')
  await ben.approve(forgotten)
  await sessions.append(work.recording, chunk(3))
  for (const id of [work.actions['sent after'], forgotten, work.actions['behind a closed account']])
    await ann.until(`/actions/${id}`, status => status === 'COMPLETED')
  await ann.until(`/campaigns/${work.campaign}`, status => status === 'completed')
  return forgotten
}

async function campaign({ ann, tenant }: Opened, account: string): Promise<string> {
  const request = {
    tenant_id: tenant,
    brief: { objective: `Sell ${account}` },
    channels: [{ platform: 'MOCK' as const, account }],
  }
  const { campaign_id: id } = await ann.client.createAndStart(request)
  await ann.until(`/campaigns/${id}`, status => status === 'waiting_approval')
  return id
}

/** From now on the platform takes one post of an account in so many seconds. */
async function closeAfterOne(emulators: string): Promise<void> {
  const response = await fetch(`${emulators}/mock/_emulator/limits`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: { count: 1, seconds: CLOSED_S } }),
  })
  if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
}
