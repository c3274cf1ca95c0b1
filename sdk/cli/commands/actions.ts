// mandate actions …
import type { Command } from 'commander'
import type { Action } from '../../resources/shapes.ts'
import { type Context, readText, run, type World } from '../context.ts'
import { EndedBadly, UsageError } from '../exit-code.ts'
import { follow } from '../follow.ts'
import { jsonOf } from '../json-of.ts'
import { atMost } from '../numbers.ts'

interface ProposeOptions {
  platform: string
  account: string
  text?: string
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

export function actionCommands(program: Command, world: World): void {
  const actions = program
    .command('actions')
    .description('posts and ads: proposed, approved by their digest, sent at most once')

  actions
    .command('list')
    .description('the newest first')
    .option('--status <status>', 'such as PENDING_APPROVAL')
    .option('--platform <platform>', 'TWITTER, META, LINKEDIN or MOCK')
    .option('--campaign <id>')
    .option('--needs-human', 'those that a person has to look at')
    .option('--limit <n>', 'at most', atMost(10_000), 50)
    .action(run(world, list))
  actions
    .command('inbox')
    .description('what waits for you, most urgent first')
    .option('--limit <n>', 'at most', atMost(10_000), 50)
    .action(run(world, inbox))
  actions.command('get <id>').description('all of one').action(run(world, get))
  actions
    .command('propose')
    .description('puts one before the people who approve')
    .requiredOption('--platform <platform>', 'TWITTER, META, LINKEDIN or MOCK')
    .requiredOption('--account <name>')
    .option('--text <text>', 'what is published: itself, @file or -')
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
  actions.command('watch <id>').description('what happened, and happens, until it is final').action(run(world, watch))
  actions.command('why <id>').description('what it waits for just now').action(run(world, why))
  actions.command('metrics <id>').description('how it does, as collected last').action(run(world, metrics))
}

async function list(
  { mandate, out, signal }: Context,
  options: { status?: string; platform?: string; campaign?: string; needsHuman?: boolean; limit: number },
) {
  const { status, platform, campaign, needsHuman, limit } = options
  const query = { status, platform, campaign_id: campaign, needs_human: needsHuman }
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
  const found = await mandate.actions.list(given as never, { signal }).toArray(limit)
  out.many(found, [
    { title: 'ID', of: one => one.action_id },
    { title: 'STATUS', of: one => one.status },
    { title: 'PLATFORM', of: one => one.platform },
    { title: 'ACCOUNT', of: one => one.account },
    { title: 'TEXT', of: one => one.payload?.content_text?.slice(0, 60) },
  ])
}

async function inbox({ mandate, out, signal }: Context, { limit }: { limit: number }) {
  const found = await mandate.actions.inbox({}, { signal }).toArray(limit)
  out.many(found, [
    { title: 'DECIDE BY', of: one => one.decide_by },
    { title: 'KIND', of: one => one.kind },
    { title: 'ID', of: one => one.action_id },
    { title: 'ACCOUNT', of: one => `${one.platform}:${one.account}` },
    { title: 'TEXT', of: one => one.payload?.content_text?.slice(0, 60) },
  ])
}

async function get({ mandate, out, signal }: Context, id: string) {
  tell(out, await mandate.actions.get(id, { signal }))
}

async function propose({ mandate, out, signal, world }: Context, options: ProposeOptions) {
  if ((options.text === undefined) === (options.payload === undefined))
    throw new UsageError('give either --text or --payload')
  const payload =
    options.payload === undefined
      ? { content_text: await readText(options.text ?? '', world) }
      : jsonOf(await readText(options.payload, world))
  const body = {
    ...{ platform: options.platform.toUpperCase(), account: options.account, payload },
    governance_hash: options.governanceHash,
    ...(options.campaign === undefined ? {} : { campaign_id: options.campaign }),
    ...(options.onApproval ? { execution: 'on_approval' } : {}),
  }
  const dryRun = options.dryRun ?? false
  const answer = await mandate.actions.propose(body as never, { ...(dryRun ? { dryRun } : {}), signal })
  tell(out, answer as Action)
}

async function approve({ mandate, out, signal }: Context, id: string, options: { digest: string; comment?: string }) {
  tell(out, await mandate.actions.approve(id, options, { signal }))
}

async function reject({ mandate, out, signal }: Context, id: string, { reason }: { reason: string }) {
  tell(out, await mandate.actions.reject(id, reason, { signal }))
}

async function cancel({ mandate, out, signal }: Context, id: string, { reason }: { reason: string }) {
  tell(out, await mandate.actions.cancel(id, reason, { signal }))
}

async function resolve({ mandate, out, signal }: Context, id: string, options: ResolveOptions) {
  const { published, notPublished, retry = false, comment } = options
  if ((published === undefined) === (notPublished === undefined))
    throw new UsageError('give either --published REF or --not-published')
  const body =
    published === undefined
      ? ({ outcome: 'not_published', retry, comment } as const)
      : ({ outcome: 'published', platform_ref_id: published, comment } as const)
  tell(out, await mandate.actions.resolve(id, body, { signal }))
}

async function execute({ mandate, out, signal, world }: Context, file: string, { wait }: { wait?: number }) {
  const command = jsonOf(await readText(file === '-' ? '-' : `@${file}`, world))
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
  tell(out, answer)
}

async function watch({ mandate, out, signal }: Context, id: string) {
  await follow(out, mandate.actions.events(id, { signal }))
  const { status, error } = await mandate.actions.get(id, { signal })
  if (status === 'FAILED') throw new EndedBadly(`the action failed: ${error?.message ?? 'no reason is known'}`)
}

async function why({ mandate, out, signal }: Context, id: string) {
  const why = await mandate.actions.why(id, { signal })
  out.one(why, [
    ['reason', why.reason],
    ['detail', why.detail],
    ['since', why.since],
    ['until', why.until],
  ])
}

async function metrics({ mandate, out, signal }: Context, id: string) {
  const metrics = await mandate.actions.metrics(id, { signal })
  out.one(metrics, [
    ['collected', metrics.collected_at],
    ['next', metrics.next_at],
    ...Object.entries(metrics.values ?? {}),
  ])
}

function tell(out: Context['out'], action: Action) {
  out.one(action, [
    ['action', action.action_id],
    ['status', action.status],
    ['platform', `${action.platform} ${action.account}`],
    ['text', action.payload?.content_text],
    ['digest', action.digest],
    ['approvals', `${action.approvals?.length ?? 0} of ${action.approvals_required}`],
    ['preflight', action.preflight?.map(({ severity, message }) => `${severity}: ${message}`).join('; ')],
    ['permalink', action.permalink],
    ['error', action.error && `${action.error.code}: ${action.error.message}`],
  ])
}
