// Starts a service's main as a process of its own for one test.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

export interface StartedProcess {
  url: string
  kill(): void
  /** Asks it to stop; resolves to its exit code. */
  stop(): Promise<number | null>
}

const Ready = z.object({ event: z.literal('ready'), url: z.url() })

/** Resolves once it logged where it listens; it is killed when the test ends, at the latest. */
export async function startedProcess(main: string, env: Record<string, string>): Promise<StartedProcess> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    url: await readyUrl(child.stdout),
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}

async function readyUrl(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stdout })
  for await (const line of lines) {
    const ready = Ready.safeParse(JSON.parse(line))
    if (!ready.success) continue
    // The rest is read and dropped, else a full pipe would stop the process.
    lines.close()
    stdout.resume()
    return ready.data.url
  }
  throw new Error('it ended before it was ready')
}
