// mandate accounts …, kill-switch …, audit …
import type { Command } from 'commander'
import { type Context, run, type World } from '../context.ts'
import { EndedBadly, UsageError } from '../exit-code.ts'
import { jsonOf } from '../json-of.ts'
import { jsonText, plain } from '../output.ts'
import { readJsonText } from '../read-input.ts'

interface AccountOptions {
  kind: string
  credentialsRef: string
  currency?: string
  limits?: string
}
interface SwitchOptions {
  scope: string
  platform?: string
  account?: string
  reason: string
}

export function tenantCommands(program: Command, world: World): void {
  const accounts = program.command('accounts').description('where actions are sent to, and how much of it')
  accounts.command('list').action(run(world, listAccounts)).description('with limits, and until when one is closed')
  accounts
    .command('put <platform> <account>')
    .requiredOption('--kind <kind>', 'user, page, instagram, ads, organization or member')
    .requiredOption('--credentials-ref <ref>', 'where its credentials lie: env:, file: or aws:')
    .option('--currency <code>', 'of an ads account')
    .option('--limits <json>', 'of its own: JSON, @file or -; not given, it has none any more')
    .description('adds or changes one')
    .action(run(world, putAccount))
  accounts
    .command('check <platform> <account>')
    .description('asks the platform whether its credentials hold')
    .action(run(world, checkAccount))

  const kill = program.command('kill-switch').description('stops all sending and approving, at once')
  kill.command('list').description('those there are').action(run(world, listSwitches))
  for (const verb of ['engage', 'release'] as const)
    kill
      .command(verb)
      .requiredOption('--scope <scope>', 'global, tenant, platform or account')
      .option('--platform <platform>')
      .option('--account <name>')
      .requiredOption('--reason <text>')
      .description(verb === 'engage' ? 'what waits, stays' : 'needs a person')
      .action(run(world, (context, options: SwitchOptions) => setSwitch(context, verb === 'engage', options)))

  const audit = program.command('audit').description('the trail that nobody can rewrite')
  audit
    .command('verify <subject>')
    .description('recomputes its chain against the signed checkpoints; exit code 7 when it does not match')
    .action(run(world, verify))
  audit
    .command('export')
    .option('--since <time>', 'RFC 3339')
    .description('every entry since a time, one JSON a line')
    .action(run(world, exportAudit))
}

async function listAccounts({ mandate, out, signal }: Context) {
  const found = await mandate.accounts.list({}, { signal }).toArray()
  out.many(found, [
    { title: 'PLATFORM', of: one => one.platform },
    { title: 'ACCOUNT', of: one => one.account },
    { title: 'KIND', of: one => one.kind },
    { title: 'AUTHENTICATED', of: one => one.authenticated_at },
    { title: 'CLOSED UNTIL', of: one => one.closed_until },
  ])
}

async function putAccount(
  { mandate, out, signal, world }: Context,
  platform: string,
  account: string,
  options: AccountOptions,
) {
  const { kind, credentialsRef, currency } = options
  const limits = options.limits === undefined ? undefined : jsonOf(await readJsonText(options.limits, world))
  const body = {
    ...{ kind, credentials_ref: credentialsRef },
    ...(currency === undefined ? {} : { currency }),
    ...(limits === undefined ? {} : { limits }),
  }
  const path = { platform: platform.toUpperCase() as never, account }
  out.one(await mandate.accounts.put(path, body as never, { signal }), [['account', `${path.platform} ${account}`]])
}

async function checkAccount({ mandate, out, signal }: Context, platform: string, account: string) {
  const answer = await mandate.accounts.check({ platform: platform.toUpperCase() as never, account }, { signal })
  out.one(answer, [
    ['account', `${platform.toUpperCase()} ${account}`],
    ['authenticated', answer.authenticated_at],
  ])
}

async function listSwitches({ mandate, out, signal }: Context) {
  const { data } = (await mandate.killSwitch.get({ signal })) as { data: Record<string, unknown>[] }
  out.many(data, [
    { title: 'SCOPE', of: one => one.scope },
    { title: 'PLATFORM', of: one => one.platform },
    { title: 'ACCOUNT', of: one => one.account },
    { title: 'ENGAGED', of: one => one.engaged },
    { title: 'REASON', of: one => one.reason },
  ])
}

async function setSwitch({ mandate, out, signal }: Context, engaged: boolean, options: SwitchOptions) {
  const { scope, platform, account, reason } = options
  if (scope === 'account' && (platform === undefined || account === undefined))
    throw new UsageError('--scope account needs --platform and --account')
  const place = { ...(platform && { platform: platform.toUpperCase() }), ...(account && { account }) }
  const answer = await mandate.killSwitch.put({ scope, engaged, reason, ...place } as never, { signal })
  out.one(answer, [['scope', scope], ...Object.entries(place), ['engaged', engaged], ['reason', reason]])
}

async function verify({ mandate, out, signal }: Context, subject: string) {
  const verdict = await mandate.audit.verify(subject, { signal })
  out.one(verdict, [
    ['ok', verdict.ok],
    ['checked', verdict.checked],
    ['first bad', verdict.first_bad && `${verdict.first_bad.seq}: ${verdict.first_bad.why}`],
    ['checkpoint', verdict.checkpoint_at],
  ])
  if (!verdict.ok) throw new EndedBadly('the trail does not match what was signed')
}

async function exportAudit({ mandate, out, signal, world }: Context, { since }: { since?: string }) {
  for await (const entry of mandate.audit.export(since === undefined ? {} : { since }, { signal }))
    if (!world.stdout.write(`${jsonText(entry)}\n`)) await new Promise(resolve => world.stdout.once('drain', resolve))
  out.note(plain('the end of the trail'))
}
