import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { searchPath, worldConfig } from '#dev/config.ts'
import { clearDataDir } from '#dev/demo/clear-data-dir.ts'
import { createNarrator, seconds, shown } from '#dev/demo/narrator.ts'
import { filesIn, putBack, takeBaseBackup } from '#dev/drill/base-backup.ts'
import { demandNothingTwice, finish } from '#dev/drill/finish.ts'
import { setUpSample } from '#dev/drill/set-up-sample.ts'
import { openParts, workAfter, workBefore } from '#dev/drill/work.ts'
import { parentWatch } from '#dev/supervisor/parent-watch.ts'
import { startWorld, type World } from '#dev/world.ts'

// The place of `npm run drill:restore`: a world of its own loses its Postgres and its Redis and goes on from a backup. Exit code 0 only if
// nothing was sent twice, nothing that the backup had is lost, and what was lost is named.

const PATIENCE_MS = 420_000
const TENANT = '7b0f4c1e-6a55-4f0e-9d3c-2f1f0a9b6c11'
const SETTINGS = {
  ...{ WORKERS: '1', WORKERS_NICE: '0', QUEUES: '', AUDIT_CHECKPOINT_MS: '1000', RECONCILE_QUIET_MS: '3000' },
  ...{ SEND_TIMEOUT_MS: '5000', CORE_AGAIN_MS: '2000', FINALIZE_GRACE_MS: '2000' },
}
const say = createNarrator(process.stdout)
const dir = `${worldConfig().dataDir}/drill`
const giveUp = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => giveUp.abort(new Error(signal)))
parentWatch(() => giveUp.abort(new Error('npm has gone')))
let world: World | undefined

process.exitCode = await main()
// A connection that a peer keeps alive must not keep us.
setTimeout(() => process.exit(), 2000).unref()

async function main(): Promise<number> {
  const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    await drill(signal)
    await world?.stop()
    say.plain(`\nok: restored, nothing sent twice, what was lost is named; ${seconds(say.elapsedMs())} s`, 'green')
    return 0
  } catch (error) {
    say.plain(
      `\nThe drill failed: ${error instanceof Error ? error.message : String(error)}; logs in ${shown(dir)}/logs`,
      'red',
    )
    await world?.stop()
    return 1
  }
}

async function drill(signal: AbortSignal): Promise<void> {
  const [cluster, backup] = [join(dir, 'postgres', 'cluster'), join(dir, 'backup')]
  say.heading('A system at work')
  await clearDataDir(dir)
  world = await startWorld({ dataDir: dir, portBase: 'free', env: SETTINGS, signal })
  const base = world.config.PORT_BASE ?? 3000
  const again = { dataDir: dir, portBase: base, env: SETTINGS, signal }
  await setUpSample(world, TENANT)
  const before = await openParts({ world, tenant: TENANT, signal })
  const work = await workBefore(before)
  for (const [what, id] of Object.entries(work.actions))
    say.event('stands', `${what}: ${await before.ann.statusOf(`/actions/${id}`)}`)

  say.heading('The backup, while it works')
  const dumpedAt = new Date()
  await takeBaseBackup(world.env().MIGRATE_DATABASE_URL ?? '', cluster, backup)
  say.event('backup', `${filesIn(backup)} files of the cluster, begun ${dumpedAt.toISOString()}`)
  const forgotten = await workAfter(before, work)
  say.event(
    'after it',
    'posts were approved and sent that the backup knows nothing of, and a chunk was recorded',
    'yellow',
  )

  say.heading('Postgres and Redis are lost')
  await world.stop()
  await rm(join(dir, 'redis'), { recursive: true, force: true })
  putBack(backup, cluster)
  say.event('restored', 'the cluster from the backup; Redis empty; the object store as it was')
  world = await startWorld({ ...again, without: ['api', 'workers', 'board'] })
  const step = await run('../db/restore/main.ts', world.env(), ['--dumped-at', dumpedAt.toISOString(), '--by', 'drill'])
  for (const line of step.out.trimEnd().split('\n')) say.event('after-restore', line)
  if (step.code !== 0) throw new Error(`db:after-restore exited ${step.code}: ${step.err}`)
  if (!step.out.includes(forgotten))
    throw new Error('the action that was proposed after the backup is not named as lost')
  await world.stop()

  say.heading('Everything goes on')
  world = await startWorld(again)
  const after = await openParts({ world, tenant: TENANT, signal })
  await finish(say, { world, tenant: TENANT, signal }, after, work)
  await demandNothingTwice(say, after.platforms)
  const verify = await run('../db/audit/verify/main.ts', world.env(), [])
  say.event('verify:audit', `exit ${verify.code}: ${(verify.err || verify.out).trim()}`, 'yellow')
  const named = /subject ([0-9a-f-]{36})/.exec(verify.err)?.[1]
  if (verify.code !== 1 || named === undefined || !step.out.includes(named))
    throw new Error('verify:audit should have named a tail that the restore lost')
}

async function run(program: string, env: Record<string, string>, args: string[]) {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: searchPath(), ...env } })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code: code as number | null }
}
