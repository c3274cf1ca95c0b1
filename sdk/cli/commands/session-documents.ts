// mandate sessions …: from a recording to the sealed document.
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Session } from '../../resources/shapes.ts'
import { AboutSubject } from '../about-subject.ts'
import { type Context, run, type World } from '../context.ts'
import { EndedBadly, UsageError } from '../exit-code.ts'
import { atMost, LONGEST_S, timeoutMsOf } from '../numbers.ts'
import { openWav } from '../open-wav.ts'
import { recordWav } from '../record-wav.ts'
import { tellSession } from './tell-session.ts'

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
  timeout?: number
}

interface FinalizeOptions {
  last?: number | undefined
  output?: string | undefined
  timeout?: number | undefined
}

/** @param sessions `mandate sessions` */
export function sessionDocumentCommands(sessions: Command, world: World): void {
  sessions
    .command('record <wav>')
    .description(
      'streams a WAV file as a meeting, chunk by chunk; with --session of one that broke off, it goes on where that stopped',
    )
    .option('--session <id>', 'one that is open, of the same file and --chunk-seconds; else a new one is started')
    .option('--title <text>')
    .option('--timezone <zone>', 'IANA; this machine’s unless said')
    .option('--locale <tag>', 'the language that is spoken, such as en')
    .option('--speaker <name>')
    .option('--topic <text>')
    .option('--chunk-seconds <n>', 'how long a chunk is', atMost(60), 5)
    .option('--realtime', 'as fast as it was spoken, not as fast as it goes')
    .option('--finalize', 'and seal it')
    .option('-o, --output <file>', 'with --finalize: where the document goes')
    .option('--timeout <seconds>', 'with --finalize: waits at most so long', atMost(LONGEST_S))
    .action(run(world, record))
  sessions
    .command('finalize <id>')
    .option('--last <n>', 'the last chunk there is', atMost(2_147_483_647))
    .option('-o, --output <file>', 'where the document goes')
    .option('--timeout <seconds>', 'waits at most so long', atMost(LONGEST_S))
    .description('waits until it is sealed')
    .action(run(world, finalize))
  sessions
    .command('document <id>')
    .requiredOption('-o, --output <file>')
    .description('the sealed DOCX')
    .action(run(world, document))
}

async function record(context: Context, path: string, options: RecordOptions) {
  const { mandate, out, signal } = context
  if (options.output !== undefined && !options.finalize) throw new UsageError('--output needs --finalize')
  if (options.timeout !== undefined && !options.finalize) throw new UsageError('--timeout needs --finalize')
  // Before a session is started for it.
  const wav = await openWav(path, options.chunkSeconds)
  try {
    const id = options.session ?? (await started(context, options))
    out.notice({ session_id: id }, `session ${id}`)
    await recorded(id).catch(error => {
      // How it ended was told with its id.
      if (error instanceof EndedBadly) throw error
      throw new AboutSubject(error, { session_id: id }, `session ${id}: give --session ${id} to go on with it`)
    })
  } finally {
    await wav.close()
  }

  async function recorded(id: string) {
    const { speaker, topic, output, timeout, realtime = false } = options
    const last = await recordWav(mandate, id, wav, {
      ...{ speaker, topic, signal, realtime },
      onChunk: ({ sequenceId, chunks }) => out.progress(`chunk ${sequenceId} of ${chunks}`),
    })
    if (options.finalize) return finalize(context, id, { last, output, timeout })
    tellSession(out, await mandate.sessions.get(id, { signal }))
  }
}

async function started({ mandate, signal }: Context, { title, timezone, locale }: RecordOptions): Promise<string> {
  const client_timezone = timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const more = Object.fromEntries(Object.entries({ title, locale }).filter(([, value]) => value))
  return (await mandate.sessions.start({ client_timezone, ...more }, { signal })).session_id
}

async function finalize(context: Context, id: string, { last, output, timeout }: FinalizeOptions) {
  const { mandate, out, signal } = context
  await mandate.sessions.finalize(id, last === undefined ? {} : { last_sequence_id: last }, { signal })
  const until = ({ status, pending }: Session) => {
    out.progress(`${status}${pending ? `, ${pending} blocks to come` : ''}`)
    return status === 'FINALIZED' || status.endsWith('_FAILED') || status === 'ABANDONED'
  }
  const session = await mandate.sessions.waitFor(id, { until, signal, timeoutMs: timeoutMsOf(timeout) })
  if (session.status === 'FINALIZED' && output !== undefined) await save(context, session, output)
  tellSession(out, session)
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
