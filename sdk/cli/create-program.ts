// The whole command line, without running anything.
import { Command } from 'commander'
import { actionCommands } from './commands/actions.ts'
import { campaignCommands } from './commands/campaigns.ts'
import { mcpCommand } from './commands/mcp.ts'
import { sessionCommands } from './commands/sessions.ts'
import { tenantCommands } from './commands/tenant.ts'
import { candidates, completionScript, SHELLS, type Shell } from './completion.ts'
import type { World } from './context.ts'
import { DEFAULT_URL } from './settings.ts'

const AFTER = `
Settings: MANDATE_URL, and one of MANDATE_TOKEN, MANDATE_TOKEN_FILE, MANDATE_TOKEN_COMMAND (a command that prints a token).
Exit codes: 0 done, 1 a fault, 2 wrong command line, 3 refused, 4 not found, 5 not allowed, 6 not reachable or too late, 7 it ended badly.
`

export function createProgram(world: World): Command {
  const program = new Command('mandate')
    .description('campaigns, actions and recorded sessions, exactly as far as they were signed, approved and recorded')
    .version(world.version)
    .option('--url <url>', `of the API; ${DEFAULT_URL} unless MANDATE_URL says otherwise`)
    .option('--token <token>', 'seen by others on this machine: better in the environment')
    .option('--json', 'for programs: one JSON document, or a line of JSON each for what comes over time')
    .addHelpText('after', AFTER)
    .exitOverride()
    .configureOutput({
      writeOut: text => void world.stdout.write(text),
      writeErr: text => void world.stderr.write(text),
    })
  // Commander hands both on to commands that are added from here.
  campaignCommands(program, world)
  actionCommands(program, world)
  sessionCommands(program, world)
  tenantCommands(program, world)
  mcpCommand(program, world)
  program
    .command('completion')
    .argument('<shell>', SHELLS.join(', '))
    .description('a script for the shell: source <(mandate completion bash)')
    .action((shell: string) => {
      if (!SHELLS.includes(shell as Shell)) program.error(`error: there is completion for ${SHELLS.join(', ')}`)
      world.stdout.write(completionScript(shell as Shell))
    })
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action((words: string[]) => {
      world.stdout.write(
        candidates(program, words)
          .map(word => `${word}\n`)
          .join(''),
      )
    })
  return program
}
