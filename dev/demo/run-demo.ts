// The demo from beginning to end, in a world that somebody else starts and stops.
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import type { World } from '#dev/world.ts'
import { createClient } from './create-client.ts'
import { openDemoPlatforms } from './demo-platform.ts'
import type { DemoRecord } from './demo-record.ts'
import type { Narrator } from './narrator.ts'
import { printSummary } from './print-summary.ts'
import { readScan } from './read-scan.ts'
import { renderReport } from './report/render-report.ts'
import { Assignment, type People, runCampaign } from './run-campaign.ts'
import { runSession } from './run-session.ts'
import { saveImages } from './save-images.ts'
import { surviveKill } from './survive-kill.ts'
import { verifyTrail } from './verify-trail.ts'

const PROPOSER_SCOPE = 'campaigns:read campaigns:write actions:read actions:propose actions:approve'
const APPROVER_SCOPE = 'campaigns:read actions:read actions:approve sessions:read'
const SECRETARY_SCOPE = 'sessions:read sessions:write sessions:restricted'
const WORKER = 'worker-1'

export interface DemoOptions {
  world: World
  say: Narrator
  /** Where the report and the images go. */
  dir: string
  startedAt: Date
  signal: AbortSignal
}

/** Throws when anything is not as it is to be shown. */
export async function runDemo({ world, say, dir, startedAt, signal }: DemoOptions): Promise<void> {
  const readyMs = say.elapsedMs()
  const { emulators, services } = world.endpoints()
  const platforms = openDemoPlatforms(emulators?.url ?? '', signal)
  const people = await invitePeople(world, signal)
  const [first, second] = await Promise.all([assignmentOf('campaign.json'), assignmentOf('second-campaign.json')])

  say.heading(`Ann's campaign: ${first.brief.objective}`)
  const unlucky = first.channels.at(-1)
  if (unlucky !== undefined) await platforms.loseNextAnswer(unlucky)
  const { campaign, refusals } = await runCampaign(say, people, first)
  const { trail, verification } = await verifyTrail(people.approver.client, 'campaigns', campaign.campaign_id)
  say.event('verified', `${verification.checked} entries of the trail, hash by hash`, 'green')

  const scan = await readScan(services.radar?.url ?? '', campaign, signal)

  say.heading('And if a worker dies while it publishes?')
  const worker = { pid: () => world.endpoints().workers[0]?.pid ?? null, kill: () => world.kill(WORKER, 'SIGKILL') }
  const kill = await surviveKill(say, people, { assignment: second, platforms, worker })

  say.heading('A board meets, and its minutes are wanted')
  const session = await runSession(say, {
    ...{ apiUrl: apiUrlOf(world), coreUrl: services.core?.url ?? '', dir, signal },
    adminToken: await world.token({ tenant: people.tenantId, sub: 'ann', scope: 'tenant:admin' }),
    secretary: await invite(world, people.tenantId, 'Cleo', SECRETARY_SCOPE, signal),
    reader: people.approver,
  })

  const record: DemoRecord = {
    campaign,
    scan,
    actions: await people.approver.client.actionsOf(campaign.campaign_id),
    trail,
    verification,
    images: await saveImages(campaign.content, join(dir, 'images'), world.env()),
    published: await platforms.published(),
    refusals,
    kill,
    session,
    run: {
      startedAt,
      readyMs,
      machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${process.platform} ${process.arch}`,
      versions: `Node ${process.versions.node}`,
    },
  }
  demandAsPublished(record)
  const reportPath = join(dir, 'report.html')
  await writeFile(reportPath, await renderReport(record))
  printSummary(say, record, reportPath)
}

async function invitePeople(world: World, signal: AbortSignal): Promise<People> {
  const tenantId = uuid()
  const person = (name: string, scope: string) => invite(world, tenantId, name, scope, signal)
  return { tenantId, proposer: await person('Ann', PROPOSER_SCOPE), approver: await person('Ben', APPROVER_SCOPE) }
}

async function invite(world: World, tenant: string, name: string, scope: string, signal: AbortSignal) {
  const token = await world.token({ tenant, sub: name.toLowerCase(), scope })
  return { name, client: createClient({ apiUrl: apiUrlOf(world), token, signal }) }
}

const apiUrlOf = (world: World) => world.endpoints().api?.url ?? ''

async function assignmentOf(file: string): Promise<Assignment> {
  return Assignment.parse(JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')))
}

/** The platforms have what was approved, once each, and nothing else; the trail is whole. */
function demandAsPublished({ actions, published, kill, verification }: DemoRecord): void {
  const due = [...actions, kill.action].map(action => `${action.account}: ${action.payload.content_text}`).sort()
  const found = published.map(post => `${post.account}: ${post.text}`).sort()
  if (JSON.stringify(due) !== JSON.stringify(found))
    throw new Error(
      `the platforms should have these ${due.length} posts:\n${due.join('\n')}\nand have:\n${found.join('\n')}`,
    )
  for (const { ok, firstBad } of [verification, kill.verification])
    if (!ok) throw new Error(`the trail does not verify: entry ${firstBad?.seq}: ${firstBad?.why}`)
}
