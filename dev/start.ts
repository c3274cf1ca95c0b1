import { AlreadyRunning } from '#dev/supervisor/instance-lock.ts'
import { parentWatch } from '#dev/supervisor/parent-watch.ts'
import { printUrls } from '#dev/supervisor/print-urls.ts'
import { startWorld, type World } from '#dev/world.ts'

// The place of `npm start`: the whole system on this machine until Ctrl-C.
const giveUp = new AbortController()
let world: World | undefined
let isStopping = false

const stop = async (why: string) => {
  if (isStopping) {
    world?.force()
    // Still starting: what runs already is ended by the reaper as soon as we are gone.
    if (!world) process.exit(1)
    return
  }
  isStopping = true
  console.log(`${why}: stopping (once more to force)`)
  giveUp.abort(new Error(why))
  await world?.stop()
  if (world) console.log('stopped')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))
parentWatch(() => void stop('npm has gone'))

try {
  const started = await startWorld({ signal: giveUp.signal, onNote: line => console.log(line) })
  world = started
  if (isStopping) await started.stop()
  else printUrls(started.endpoints(), line => console.log(line))
} catch (error) {
  if (error instanceof AlreadyRunning) {
    // What was asked for is the case: not an error.
    console.log(error.message)
    process.exit(0)
  }
  if (isStopping) console.log('stopped')
  else {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
  process.exit()
}
