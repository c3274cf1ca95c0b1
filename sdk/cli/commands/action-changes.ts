// mandate actions …: proposing, deciding, sending.
import type { Command } from 'commander'
import type { Action } from '../../resources/shapes.ts'
import { type Context, run, type World } from '../context.ts'
import { UsageError } from '../exit-code.ts'
import { jsonOf } from '../json-of.ts'
import { atMost } from '../numbers.ts'
import { readInput, readJsonText } from '../read-input.ts'
import { demandNoBadEnd, tellAction } from './tell-action.ts'

interface ProposeOptions {
  platform: string
  account: string
  text?: string
  textFile?: string
  payload?: string
  governanceHash: string
  campaign?: string
  onApproval?: boolean
  dryRun?: boolean
}
interface ResolveOptions {
  published?: string
  notPublished?: boolean
  retry?: boolean
  comment: string
}

/** @param actions `mandate actions` */
export function actionChangeCommands(actions: Command, world: World): void {
  actions
    .command('propose')
    .description('puts one before the people who approve')
    .requiredOption('--platform <platform>', 'TWITTER, META, LINKEDIN or MOCK')
    .requiredOption('--account <name>')
    .option('--text <text>', 'what is published, word for word')
    .option('--text-file <path>', 'the same in a file, or - for standard input; one line end at its end is left away')
    .option('--payload <json>', 'the whole payload instead: JSON, @file or -')
    .requiredOption('--governance-hash <hash>', 'the policy that it keeps to')
    .option('--campaign <id>')
    .option('--on-approval', 'sent at the last approval; else by a signed command')
    .option('--dry-run', 'only what would be said of it')
    .action(run(world, propose))
  actions
    .command('approve <id>')
    .requiredOption('--digest <sha256>', 'of the content that you have seen')
    .option('--comment <text>')
    .description('this content and no other; a person, and not who proposed it')
    .action(run(world, approve))
  actions
    .command('reject <id>')
    .requiredOption('--reason <text>')
    .description('it is never sent')
    .action(run(world, reject))
  actions
    .command('cancel <id>')
    .requiredOption('--reason <text>')
    .description('while it is not being sent')
    .action(run(world, cancel))
  actions
    .command('resolve <id>')
    .option('--published <ref>', "it is out: the platform's id of the post")
    .option('--not-published', 'it is not')
    .option('--retry', 'with --not-published: send it once more')
    .requiredOption('--comment <text>', 'how you know')
    .description('says what became of one whose outcome is unknown')
    .action(run(world, resolve))
  actions
    .command('execute <file>')
    .option('--wait <seconds>', 'until it is settled', atMost(60))
    .description('sends a signed command: {headers, body} as JSON; - for standard input')
    .action(run(world, execute))
}

async function propose({ mandate, out, signal, world }: Context, options: ProposeOptions) {
  const payload = await payloadOf(options, world)
  const body = {
    ...{ platform: options.platform.toUpperCase(), account: options.account, payload },
    governance_hash: options.governanceHash,
    ...(options.campaign === undefined ? {} : { campaign_id: options.campaign }),
    ...(options.onApproval ? { execution: 'on_approval' } : {}),
  }
  const dryRun = options.dryRun ?? false
  const answer = await mandate.actions.propose(body as never, { ...(dryRun ? { dryRun } : {}), signal })
  tellAction(out, answer as Action)
}

async function payloadOf({ text, textFile, payload }: ProposeOptions, world: World): Promise<Record<string, unknown>> {
  if ([text, textFile, payload].filter(given => given !== undefined).length !== 1)
    throw new UsageError('give one of --text, --text-file and --payload')
  if (payload !== undefined) return jsonOf(await readJsonText(payload, world))
  return { content_text: text ?? (await readInput(textFile ?? '-', world)).replace(/\r?\n$/, '') }
}

async function approve({ mandate, out, signal }: Context, id: string, options: { digest: string; comment?: string }) {
  tellAction(out, await mandate.actions.approve(id, options, { signal }))
}

async function reject({ mandate, out, signal }: Context, id: string, { reason }: { reason: string }) {
  tellAction(out, await mandate.actions.reject(id, reason, { signal }))
}

async function cancel({ mandate, out, signal }: Context, id: string, { reason }: { reason: string }) {
  tellAction(out, await mandate.actions.cancel(id, reason, { signal }))
}

async function resolve({ mandate, out, signal }: Context, id: string, options: ResolveOptions) {
  const { published, notPublished, retry = false, comment } = options
  if ((published === undefined) === (notPublished === undefined))
    throw new UsageError('give either --published REF or --not-published')
  const body =
    published === undefined
      ? ({ outcome: 'not_published', retry, comment } as const)
      : ({ outcome: 'published', platform_ref_id: published, comment } as const)
  tellAction(out, await mandate.actions.resolve(id, body, { signal }))
}

async function execute({ mandate, out, signal, world }: Context, file: string, { wait }: { wait?: number }) {
  const command = jsonOf(await readInput(file, world))
  const { body, headers } = command as { body?: unknown; headers?: Record<string, string> }
  if (typeof body !== 'string' || headers === undefined)
    throw new UsageError('a command is {"headers": {…}, "body": "…"}: the body is the exact text under the signature')
  const { authorization: _theirs, ...signed } = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const answer = await mandate.actions.execute(
    { body, headers: signed },
    { ...(wait ? { waitSeconds: wait } : {}), signal },
  )
  tellAction(out, answer)
  demandNoBadEnd(answer)
}
