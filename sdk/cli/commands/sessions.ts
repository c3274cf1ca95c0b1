// mandate sessions …
import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Session } from '../../resources/shapes.ts'
import { type Context, run, type World } from '../context.ts'
import { EndedBadly, UsageError } from '../exit-code.ts'
import { follow } from '../follow.ts'
import { atMost } from '../numbers.ts'
import { plain } from '../output.ts'
import { recordWav } from '../record-wav.ts'

interface RecordOptions {
  session?: string
  title?: string
  timezone?: string
  locale?: string
  speaker?: string
  topic?: string
  chunkSeconds: number
  realtime?: boolean
  finalize?: boolean
  output?: string
}

export function sessionCommands(program: Command, world: World): void {
  const sessions = program.command('sessions').description('meetings: recorded, transcribed, sealed')

  sessions
    .command('list')
    .description('the newest first')
    .option('--status <status>', 'such as RECORDING or FINALIZED')
    .option('--limit <n>', 'at most', atMost(10_000), 50)
    .action(run(world, list))
  sessions.command('get <id>').description('all of one').action(run(world, get))
  sessions
    .command('record <wav>')
    .description(
      'streams a WAV file as a meeting, chunk by chunk; given again after it broke off, it goes on where it stopped',
    )
    .option('--session <id>', 'one that is open; else a new one is started')
    .option('--title <text>')
    .option('--timezone <zone>', 'IANA; this machine’s unless said')
    .option('--locale <tag>', 'the language that is spoken, such as en')
    .option('--speaker <name>')
    .option('--topic <text>')
    .option('--chunk-seconds <n>', 'how long a chunk is', atMost(60), 5)
    .option('--realtime', 'as fast as it was spoken, not as fast as it goes')
    .option('--finalize', 'and seal it')
    .option('-o, --output <file>', 'with --finalize: where the document goes')
    .action(run(world, record))
  sessions
    .command('finalize <id>')
    .option('--last <n>', 'the last chunk there is', atMost(2_147_483_647))
    .option('-o, --output <file>', 'where the document goes')
    .description('waits until it is sealed')
    .action(run(world, finalize))
  sessions
    .command('document <id>')
    .requiredOption('-o, --output <file>')
    .description('the sealed DOCX')
    .action(run(world, document))
  sessions.command('transcript <id>').description('what was said, in order').action(run(world, transcript))
  sessions
    .command('clone <id>')
    .description('the next version of a sealed one, for corrections')
    .action(run(world, clone))
  sessions.command('watch <id>').description('what happened, and happens').action(run(world, watch))
  sessions.command('why <id>').description('what it waits for just now').action(run(world, why))
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
  tell(out, await mandate.sessions.get(id, { signal }))
}

async function record(context: Context, path: string, options: RecordOptions) {
  const { mandate, out, signal } = context
  if (options.output !== undefined && !options.finalize) throw new UsageError('--output needs --finalize')
  const wav = await readFile(path)
  const { session: given, title, timezone, locale, speaker, topic } = options
  const id = given ?? (await started({ title, timezone, locale }))
  out.note(`session ${id}`)
  const last = await recordWav(mandate, id, wav, {
    ...{ speaker, topic, signal, chunkMs: options.chunkSeconds * 1000, realtime: options.realtime ?? false },
    onChunk: ({ sequenceId, chunks }) => out.progress(`chunk ${sequenceId} of ${chunks}`),
  })
  if (options.finalize) return finalize(context, id, { last, ...(options.output ? { output: options.output } : {}) })
  tell(out, await mandate.sessions.get(id, { signal }))

  async function started(said: {
    title?: string | undefined
    timezone?: string | undefined
    locale?: string | undefined
  }) {
    const client_timezone = said.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
    const more = Object.fromEntries(
      Object.entries({ title: said.title, locale: said.locale }).filter(([, value]) => value),
    )
    return (await mandate.sessions.start({ client_timezone, ...more }, { signal })).session_id
  }
}

async function finalize(context: Context, id: string, { last, output }: { last?: number; output?: string }) {
  const { mandate, out, signal } = context
  await mandate.sessions.finalize(id, last === undefined ? {} : { last_sequence_id: last }, { signal })
  const until = ({ status, pending }: Session) => {
    out.progress(`${status}${pending ? `, ${pending} blocks to come` : ''}`)
    return status === 'FINALIZED' || status.endsWith('_FAILED') || status === 'ABANDONED'
  }
  const session = await mandate.sessions.waitFor(id, { until, signal })
  if (session.status === 'FINALIZED' && output !== undefined) await save(context, session, output)
  tell(out, session)
  if (session.status !== 'FINALIZED')
    throw new EndedBadly(`the session is ${session.status}; it is tried again by itself`)
}

async function document(context: Context, id: string, { output }: { output: string }) {
  const session = await context.mandate.sessions.get(id, { signal: context.signal })
  if (!session.document_url) throw new EndedBadly(`the session is ${session.status}: there is no sealed document`)
  await save(context, session, output)
}

async function save({ out, signal }: Context, { document_url: url, integrity_hash: hash }: Session, path: string) {
  // The link carries its own permission; our token is none of the object store's business.
  const answer = await fetch(url ?? '', { signal })
  if (!answer.ok) throw new EndedBadly(`the object store answered ${answer.status}`)
  await writeFile(path, new Uint8Array(await answer.arrayBuffer()))
  out.note(`${path}, integrity hash ${hash}`)
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

async function why({ mandate, out, signal }: Context, id: string) {
  const why = await mandate.sessions.why(id, { signal })
  out.one(why, [
    ['reason', why.reason],
    ['detail', why.detail],
    ['since', why.since],
    ['until', why.until],
  ])
}

function tell(out: Context['out'], session: Session) {
  out.one(session, [
    ['session', session.session_id],
    ['status', session.status],
    ['title', session.title],
    ['zone', session.client_timezone],
    ['received', session.received?.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(' ')],
    ['gaps', session.gaps?.map(({ from, to, reason }) => `${from}-${to} ${reason}`).join(', ')],
    ['document', session.document_url],
    ['integrity', session.integrity_hash],
    ['snapshot', session.snapshot_id],
    ['failure', session.failure && JSON.stringify(session.failure)],
  ])
}
