// mandate … why: what a campaign, an action or a session waits for.
import type { Command } from 'commander'
import { run, type World } from './context.ts'

/** @param parent such as `mandate actions`, of which `group` is the name in the client */
export function whyCommand(parent: Command, world: World, group: 'actions' | 'campaigns' | 'sessions'): void {
  parent
    .command('why <id>')
    .description('what it waits for just now')
    .action(
      run(world, async ({ mandate, out, signal }, id: string) => {
        const why = await mandate[group].why(id, { signal })
        out.one(why, [
          ['reason', why.reason],
          ['detail', why.detail],
          ['since', why.since],
          ['until', why.until],
        ])
      }),
    )
}
