// mandate actions …: those that look; what changes one is in action-changes.ts.
import type { Command } from 'commander'
import { type Context, run, type World } from '../context.ts'
import { follow } from '../follow.ts'
import { atMost } from '../numbers.ts'
import { whyCommand } from '../why-command.ts'
import { actionChangeCommands } from './action-changes.ts'
import { demandCompleted, tellAction } from './tell-action.ts'

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
  actionChangeCommands(actions, world)
  actions.command('watch <id>').description('what happened, and happens, until it is final').action(run(world, watch))
  whyCommand(actions, world, 'actions')
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
  tellAction(out, await mandate.actions.get(id, { signal }))
}

async function watch({ mandate, out, signal }: Context, id: string) {
  await follow(out, mandate.actions.events(id, { signal }))
  demandCompleted(await mandate.actions.get(id, { signal }))
}

async function metrics({ mandate, out, signal }: Context, id: string) {
  const metrics = await mandate.actions.metrics(id, { signal })
  out.one(metrics, [
    ['collected', metrics.collected_at],
    ['next', metrics.next_at],
    ...Object.entries(metrics.values ?? {}),
  ])
}
