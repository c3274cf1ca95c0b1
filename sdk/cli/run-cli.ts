// A command line to its exit code: nothing is thrown past it.
import { CommanderError } from 'commander'
import { MandateError } from '../client/mandate-error.ts'
import type { World } from './context.ts'
import { createProgram } from './create-program.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import { plain } from './output.ts'

/** @param words what stands after `mandate` */
export async function runCli(words: readonly string[], world: World): Promise<number> {
  try {
    await createProgram(world).parseAsync(words, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    // Commander has said it already, help and version among it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (world.signal.aborted) return 130
    const asJson = words.includes('--json') && error instanceof MandateError
    world.stderr.write(`${asJson ? JSON.stringify(factsOf(error)) : inWords(error)}\n`)
    return exitCodeOf(error)
  }
}

const factsOf = ({ code, detail, status, errors, traceId }: MandateError) => ({
  code,
  detail,
  status,
  errors,
  trace_id: traceId,
})

function inWords(error: unknown): string {
  if (!(error instanceof MandateError)) return `error: ${plain(error instanceof Error ? error.message : String(error))}`
  const wrong = error.errors.map(({ pointer, detail }) => `\n  ${plain(pointer)}: ${plain(detail)}`).join('')
  return `error: ${plain(error.detail)} (${error.code})${wrong}`
}
