// What every command is given.
import type { Command } from 'commander'
import type { Mandate } from '../create-mandate.ts'
import { createOutput, type Output, type Streams } from './output.ts'
import { clientOf, type Environment, type GlobalOptions } from './settings.ts'

export interface World extends Streams {
  env: Environment
  stdin: AsyncIterable<Uint8Array | string> & { destroy?: () => unknown }
  version: string
  /** Ctrl-C. */
  signal: AbortSignal
}

export interface Context {
  mandate: Mandate
  out: Output
  signal: AbortSignal
  world: World
}

type Action<A extends unknown[]> = (context: Context, ...given: A) => Promise<void>

/** @returns what commander calls: the command's own arguments and options, then the command */
export function run<A extends unknown[]>(world: World, action: Action<A>) {
  return async (...given: unknown[]) => {
    const command = given.at(-1) as Command
    const options = command.optsWithGlobals<GlobalOptions>()
    const out = createOutput(world, options.json ?? false)
    try {
      const context = { mandate: clientOf(options, world.env), out, signal: world.signal, world }
      await action(context, ...(given.slice(0, -1) as A))
    } finally {
      out.endProgress()
    }
  }
}
