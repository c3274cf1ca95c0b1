// What a command is given beside its words: a file, or standard input.
import { readFile } from 'node:fs/promises'
import type { World } from './context.ts'
import { UsageError } from './exit-code.ts'

/**
 * @param path of a file; `-` is standard input
 * @returns all of it, as text
 * @throws UsageError when the file can not be read; the signal's reason on Ctrl-C
 */
export async function readInput(path: string, { stdin, signal }: Pick<World, 'stdin' | 'signal'>): Promise<string> {
  if (path !== '-')
    return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new UsageError(`${path} can not be read: ${cause.code ?? cause.message}`, { cause })
    })
  const aborted = Promise.withResolvers<never>()
  const stop = () => {
    aborted.reject(signal.reason)
    // A terminal that is still listened to would keep the program alive.
    stdin.destroy?.()
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([textOf(stdin), aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** JSON of an argument itself, of a file (`@path`), or of standard input (`-`). */
export async function readJsonText(given: string, world: Pick<World, 'stdin' | 'signal'>): Promise<string> {
  if (given === '-') return readInput('-', world)
  return given.startsWith('@') ? readInput(given.slice(1), world) : given
}

async function textOf(stdin: World['stdin']): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stdin) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
