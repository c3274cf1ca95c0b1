import { worldConfig } from '#dev/config.ts'
import { clearDataDir } from '#dev/demo/clear-data-dir.ts'
import { createNarrator, seconds, shown } from '#dev/demo/narrator.ts'
import { runDemo } from '#dev/demo/run-demo.ts'
import { lastLines } from '#dev/supervisor/last-lines.ts'
import { parentWatch } from '#dev/supervisor/parent-watch.ts'
import { startWorld, type World } from '#dev/world.ts'

// The place of `npm run demo`: a world of its own, two campaigns in it, a report, and nothing left running. Exit code 0 only if all
// went as it should.

/** A demo that hangs is a demo that failed. */
const PATIENCE_MS = 170_000
const LINE_LENGTH = 400
/** One Ctrl-C comes twice under npm: from the terminal, and handed on by npm. */
const SAME_KEY_MS = 500

/** Beside a running `npm start`, whatever ports that has; one worker, so that it is the one to be killed, and it is revived. */
const OWN_SETTINGS = {
  API_PORT: '',
  BOARD_PORT: '',
  IDP_PORT: '',
  S3_PORT: '',
  EMULATOR_PORT: '',
  METRICS_PORT: '',
  QUEUES: '',
  WORKERS: '1',
  SUPERVISE: '1',
  // Nobody else waits for an answer.
  WORKERS_NICE: '0',
  // The killed worker's attempt is asked about that much sooner; the demo is short.
  SEND_TIMEOUT_MS: '5000',
  // So are its outages, and nobody is to wait for chunks that never come.
  CORE_AGAIN_MS: '2000',
  FINALIZE_GRACE_MS: '2000',
  // Where this machine recognises speech, it does so beside everything else of the demo.
  CORE_SPEECH_TIMEOUT_MS: '15000',
  CORE_TIMEOUT_MS: '16000',
}

const say = createNarrator(process.stdout)
const giveUp = new AbortController()
let world: World | undefined
let interruptedAt: number | undefined

const interrupt = (why: string) => {
  if (interruptedAt === undefined) {
    interruptedAt = performance.now()
    say.plain(`\n${why}: stopping (once more to force)`, 'yellow')
    giveUp.abort(new Error(why))
  } else if (performance.now() - interruptedAt > SAME_KEY_MS) {
    world?.force()
    process.exit(1)
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt(signal))
parentWatch(() => interrupt('npm has gone'))

process.exitCode = await main()
// A connection that a peer keeps alive must not keep us.
setTimeout(() => process.exit(), 2000).unref()

async function main(): Promise<number> {
  const startedAt = new Date()
  const dir = `${worldConfig().dataDir}/demo`
  const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(PATIENCE_MS)])
  say.plain('Mandate: from a brief to posts that somebody signed off, from a meeting to sealed minutes.', 'bold')
  say.heading('Starting')
  try {
    await clearDataDir(dir)
    say.event('starting', `Postgres, Redis, object store, identity provider, services, API, worker, in ${shown(dir)}`)
    world = await startWorld({
      dataDir: dir,
      portBase: 'free',
      env: OWN_SETTINGS,
      signal,
      onNote: line => say.event('supervisor', line, 'dim'),
    })
    say.event('ready', `${world.names.length} programs; the API is at ${world.endpoints().api?.url}`, 'green')
    await runDemo({ world, say, dir, startedAt, signal })
    await world.stop()
    say.plain(`\nDone in ${seconds(say.elapsedMs())} s. Nothing is left running.`, 'green')
    return 0
  } catch (error) {
    if (interruptedAt === undefined) tellFailure(error, dir)
    await world?.stop()
    say.plain(`\nStopped after ${seconds(say.elapsedMs())} s. Nothing of it is left running.`)
    return 1
  }
}

function tellFailure(error: unknown, dir: string): void {
  const isLate = error instanceof Error && error.name === 'TimeoutError'
  const why = isLate
    ? `it took longer than ${PATIENCE_MS / 1000} s`
    : error instanceof Error
      ? error.message
      : String(error)
  say.plain(`\nThe demo failed: ${why}`, 'red')
  // What did not start has said why in its message.
  if (world === undefined) return
  for (const name of ['api', 'worker-1']) {
    say.plain(`\nThe end of ${shown(dir)}/logs/${name}.log:`, 'dim')
    for (const line of worstLines(lastLines(`${dir}/logs/${name}.log`, 200))) say.plain(line.slice(0, LINE_LENGTH))
  }
}

/** The last warnings and errors of a log, then what came last of all. */
function worstLines(log: string): Set<string> {
  const lines = log.split('\n')
  return new Set([...lines.filter(line => /"level":[456]0/.test(line)).slice(-3), ...lines.slice(-3)])
}
