// mandate sessions …: those that look; recording and sealing are in session-documents.ts.
import type { Command } from 'commander'
import { type Context, run, type World } from '../context.ts'
import { follow } from '../follow.ts'
import { atMost } from '../numbers.ts'
import { plain } from '../output.ts'
import { whyCommand } from '../why-command.ts'
import { sessionDocumentCommands } from './session-documents.ts'
import { tellSession } from './tell-session.ts'

export function sessionCommands(program: Command, world: World): void {
  const sessions = program.command('sessions').description('meetings: recorded, transcribed, sealed')

  sessions
    .command('list')
    .description('the newest first')
    .option('--status <status>', 'such as RECORDING or FINALIZED')
    .option('--limit <n>', 'at most', atMost(10_000), 50)
    .action(run(world, list))
  sessions.command('get <id>').description('all of one').action(run(world, get))
  sessionDocumentCommands(sessions, world)
  sessions.command('transcript <id>').description('what was said, in order').action(run(world, transcript))
  sessions
    .command('clone <id>')
    .description('the next version of a sealed one, for corrections')
    .action(run(world, clone))
  sessions.command('watch <id>').description('what happened, and happens').action(run(world, watch))
  whyCommand(sessions, world, 'sessions')
}

async function list({ mandate, out, signal }: Context, { status, limit }: { status?: string; limit: number }) {
  const query = status === undefined ? {} : { status: status as never }
  const found = await mandate.sessions.list(query, { signal }).toArray(limit)
  out.many(found, [
    { title: 'ID', of: one => one.session_id },
    { title: 'STATUS', of: one => one.status },
    { title: 'TITLE', of: one => one.title },
    { title: 'CREATED', of: one => one.created_at },
  ])
}

async function get({ mandate, out, signal }: Context, id: string) {
  tellSession(out, await mandate.sessions.get(id, { signal }))
}

async function transcript({ mandate, out, signal }: Context, id: string) {
  for await (const block of mandate.sessions.blocks(id, {}, { signal })) {
    const said =
      ('text' in block ? block.text : undefined) ?? `[${block.type}${block.status === 'PROCESSING' ? ', in work' : ''}]`
    out.line(block, `${block.client_time}  ${plain(block.speaker_id ?? '–')}: ${plain(said)}`)
  }
}

async function clone({ mandate, out, signal }: Context, id: string) {
  const made = await mandate.sessions.clone(id, { signal })
  out.one(made, [
    ['session', made.session_id],
    ['version', made.version],
    ['of', made.parent_session_id],
  ])
}

async function watch({ mandate, out, signal }: Context, id: string) {
  await follow(out, mandate.sessions.events(id, { signal }))
}
