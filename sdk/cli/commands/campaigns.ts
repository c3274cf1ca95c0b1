// mandate campaigns …
import type { Command } from 'commander'
import type { Campaign } from '../../resources/shapes.ts'
import { AboutSubject } from '../about-subject.ts'
import { type Context, run, type World } from '../context.ts'
import { EndedBadly, UsageError } from '../exit-code.ts'
import { follow } from '../follow.ts'
import { jsonOf } from '../json-of.ts'
import { atMost, LONGEST_S, timeoutMsOf } from '../numbers.ts'
import { readJsonText } from '../read-input.ts'
import { whyCommand } from '../why-command.ts'
import { batchCampaigns } from './campaign-batch.ts'

interface CreateOptions extends WaitOptions {
  tenant: string
  objective?: string
  audience?: string
  product?: string
  locale?: string
  channel?: string[]
  brief?: string
  start?: boolean
}
interface WaitOptions {
  wait?: boolean
  timeout?: number
}

const TIMEOUT = ['--timeout <seconds>', 'with --wait: at most so long', atMost(LONGEST_S)] as const

export function campaignCommands(program: Command, world: World): void {
  const campaigns = program.command('campaigns').description('from a brief to what was published and learned')

  campaigns
    .command('list')
    .description('the newest first')
    .option('--status <status>', 'draft, running, waiting_approval, completed, failed or cancelled')
    .option('--limit <n>', 'at most', atMost(10_000), 50)
    .action(run(world, list))
  campaigns.command('get <id>').description('all of one').action(run(world, get))
  campaigns
    .command('create')
    .description('a draft, from a brief')
    .requiredOption('--tenant <id>')
    .option('--objective <text>', 'what is to be reached')
    .option('--audience <text>')
    .option('--product <text>')
    .option('--locale <tag>', 'such as en or es-MX')
    .option('--channel <platform:account...>', 'such as MOCK:demo; more than one may be given')
    .option('--brief <json>', 'the whole brief: JSON, @file or -')
    .option('--start', 'and start it')
    .option('--wait', 'with --start: until people have the word, or it is over')
    .option(...TIMEOUT)
    .action(run(world, create))
  campaigns
    .command('start <id>')
    .option('--wait', 'until people have the word, or it is over')
    .option(...TIMEOUT)
    .description('runs it up to where people decide')
    .action(run(world, start))
  campaigns
    .command('retry <id>')
    .option('--from <stage>', 'the failed or an earlier stage, such as CONTENT_PROD')
    .option('--wait', 'until people have the word, or it is over')
    .option(...TIMEOUT)
    .description('again, keeping what earlier stages found')
    .action(run(world, retry))
  campaigns
    .command('cancel <id>')
    .requiredOption('--reason <text>')
    .description('nothing further starts')
    .action(run(world, cancel))
  campaigns
    .command('batch <file>')
    .option('--start', 'and start each')
    .option('--dry-run', 'only what would become of each')
    .option('--csv', 'it is a CSV file; so is one whose name ends so')
    .description('up to 1000 at once, from a JSON or CSV file; - for standard input')
    .action(run(world, batchCampaigns))
  campaigns.command('watch <id>').description('what happened, and happens, until it is over').action(run(world, watch))
  whyCommand(campaigns, world, 'campaigns')
}

async function list({ mandate, out, signal }: Context, { status, limit }: { status?: string; limit: number }) {
  const query = status === undefined ? {} : { status: status as never }
  const found = await mandate.campaigns.list(query, { signal }).toArray(limit)
  out.many(found, [
    { title: 'ID', of: one => one.campaign_id },
    { title: 'STATE', of: one => one.state },
    { title: 'STATUS', of: one => one.status },
    { title: 'CREATED', of: one => one.created_at },
    { title: 'OBJECTIVE', of: one => one.brief?.objective?.slice(0, 60) },
  ])
}

async function get({ mandate, out, signal }: Context, id: string) {
  tell(out, await mandate.campaigns.get(id, { signal }))
}

async function create(context: Context, options: CreateOptions) {
  const { mandate, out, signal, world } = context
  const { objective, audience, product, locale } = options
  const given = { objective, audience, product, locale }
  const typed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const brief = options.brief === undefined ? typed : { ...jsonOf(await readJsonText(options.brief, world)), ...typed }
  const channels = options.channel?.map(channelOf)
  const body = {
    tenant_id: options.tenant,
    ...(Object.keys(brief).length === 0 ? {} : { brief }),
    ...(channels === undefined ? {} : { channels }),
  }
  const made = await mandate.campaigns.create(body as never, { signal })
  if (!options.start) return tell(out, made)
  const id = made.campaign_id
  await start(context, id, options).catch(error => {
    // How it ended was told with its id.
    throw error instanceof EndedBadly ? error : new AboutSubject(error, { campaign_id: id }, `the campaign is ${id}`)
  })
}

async function start(context: Context, id: string, options: WaitOptions) {
  await settle(context, await context.mandate.campaigns.start(id, { signal: context.signal }), options)
}

async function retry(context: Context, id: string, options: WaitOptions & { from?: string }) {
  const { from } = options
  const body = from === undefined ? {} : { from_stage: from as never }
  await settle(context, await context.mandate.campaigns.retry(id, body, { signal: context.signal }), options)
}

async function cancel({ mandate, out, signal }: Context, id: string, { reason }: { reason: string }) {
  tell(out, await mandate.campaigns.cancel(id, reason, { signal }))
}

async function watch({ mandate, out, signal }: Context, id: string) {
  await follow(out, mandate.campaigns.events(id, { signal }))
  demandGoodEnd(await mandate.campaigns.get(id, { signal }))
}

async function settle({ mandate, out, signal }: Context, campaign: Campaign, { wait, timeout }: WaitOptions) {
  if (!wait) return tell(out, campaign)
  const until = (now: Campaign) => {
    out.progress(`${now.state} ${now.status}`)
    return now.status !== 'running' && now.status !== 'draft'
  }
  const settled = await mandate.campaigns.waitFor(campaign.campaign_id, {
    until,
    signal,
    timeoutMs: timeoutMsOf(timeout),
  })
  tell(out, settled)
  demandGoodEnd(settled)
}

function tell(out: Context['out'], campaign: Campaign) {
  out.one(campaign, [
    ['campaign', campaign.campaign_id],
    ['state', campaign.state],
    ['status', campaign.status],
    ['objective', campaign.brief?.objective],
    ['retries', `${campaign.retry_count} of ${campaign.max_retries}`],
    [
      'failure',
      campaign.failure && `${campaign.failure.reason} in ${campaign.failure.stage}: ${campaign.failure.detail}`,
    ],
    [
      'published',
      campaign.publications
        ?.map(({ channel, status, permalink }) => `${channel} ${status} ${permalink ?? ''}`.trim())
        .join(', '),
    ],
  ])
}

function demandGoodEnd({ status, failure }: Campaign) {
  if (status === 'cancelled') throw new EndedBadly('the campaign was cancelled')
  if (status === 'failed') throw new EndedBadly(`the campaign failed: ${failure?.reason ?? 'no reason is known'}`)
}

function channelOf(text: string) {
  const [, platform, account] = /^([A-Za-z]+):(.+)$/.exec(text) ?? []
  if (platform === undefined || account === undefined) throw new UsageError(`${text} is no channel such as MOCK:demo`)
  return { platform: platform.toUpperCase(), account }
}
