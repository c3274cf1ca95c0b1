import { AlreadyRunning } from '#dev/supervisor/instance-lock.ts'
import { parentWatch } from '#dev/supervisor/parent-watch.ts'
import { printUrls } from '#dev/supervisor/print-urls.ts'
import { startWorld, type World, type WorldOptions } from '#dev/world.ts'

/** One Ctrl-C comes twice under npm: from the terminal, and handed on by npm. */
const sameKeyMs = 500

/**
 * A world at a terminal: prints its URLs and `ready`, stops in order on the first Ctrl-C (SIGTERM, SIGHUP, npm gone) and at once on the
 * second. Exit code 0 when it was stopped or was already running, 1 when it could not start.
 */
export async function runUntilStopped(options: WorldOptions): Promise<void> {
  const giveUp = new AbortController()
  let world: World | undefined
  let stoppingSinceMs: number | undefined

  const stop = async (why: string) => {
    if (stoppingSinceMs !== undefined) {
      if (performance.now() - stoppingSinceMs < sameKeyMs) return
      world?.force()
      // Still starting: what runs already is ended by the reaper as soon as we are gone.
      if (!world) process.exit(1)
      return
    }
    stoppingSinceMs = performance.now()
    console.log(`${why}: stopping (once more to force)`)
    giveUp.abort(new Error(why))
    if (!world) return
    await world.stop()
    console.log('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))
  parentWatch(() => void stop('npm has gone'))

  try {
    world = await startWorld({ ...options, signal: giveUp.signal, onNote: line => console.log(line) })
    printUrls(world.endpoints(), line => console.log(line))
  } catch (error) {
    if (stoppingSinceMs !== undefined) console.log('stopped')
    // What was asked for is the case: no error.
    else if (error instanceof AlreadyRunning) console.log(error.message)
    else {
      console.error(error instanceof Error ? error.message : error)
      process.exit(1)
    }
    process.exit(0)
  }
}
