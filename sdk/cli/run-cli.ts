// A command line to its exit code: nothing is thrown past it.
import { CommanderError } from 'commander'
import { MandateError } from '../client/mandate-error.ts'
import { AboutSubject } from './about-subject.ts'
import type { World } from './context.ts'
import { createProgram } from './create-program.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import { jsonText, plain } from './output.ts'

/** @param words what stands after `mandate` */
export async function runCli(words: readonly string[], world: World): Promise<number> {
  try {
    await createProgram(world).parseAsync(words, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    // Commander has said it already, help and version among it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    const about = error instanceof AboutSubject ? error : undefined
    const cause = about === undefined ? error : about.cause
    const hint = about === undefined ? '' : `${plain(about.message)}\n`
    if (world.signal.aborted) {
      world.stderr.write(hint)
      return 130
    }
    const asJson = words.includes('--json') && cause instanceof MandateError
    world.stderr.write(asJson ? `${jsonText({ ...factsOf(cause), ...about?.facts })}\n` : `${inWords(cause)}\n${hint}`)
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
  if (!(error instanceof MandateError)) return `error: ${told(error instanceof Error ? error.message : String(error))}`
  const wrong = error.errors.map(({ pointer, detail }) => `\n  ${told(pointer)}: ${told(detail)}`).join('')
  return `error: ${told(error.detail)} (${error.code})${wrong}`
}

/** What the server says of it is one line, or stands further in: it must not look like a line of ours. */
const told = (text: string) => plain(text).replaceAll('\n', '\n    ')
