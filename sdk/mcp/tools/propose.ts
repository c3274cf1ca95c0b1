// What an agent may set going or take back: nothing of it gets out without a person's decision.
import { z } from 'zod'
import { defineTool, type Tool } from '../define-tool.ts'
import { said } from '../said.ts'

const Platform = z.enum(['TWITTER', 'META', 'LINKEDIN', 'MOCK'])
const ActionId = z.uuid().describe('the action_id of an answer')
const CampaignId = z.uuid().describe('the campaign_id of an answer')

const Payload = z.object({
  content_text: z.string().describe('exactly what is published: nothing is trimmed, shortened or added'),
  media_urls: z
    .array(z.url())
    .optional()
    .describe('pictures or a video, fetched and hashed before anybody can approve'),
  alt_texts: z.array(z.string()).optional().describe('one for each of media_urls'),
  kind: z.enum(['post', 'instagram', 'ad']).optional().describe('META only'),
  schedule_time: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('not before; absent: once it is approved and commanded'),
  schedule_zone: z.string().optional().describe('IANA, such as Europe/Madrid'),
  reply_to: z.string().optional().describe("the platform's id of the post that is answered"),
  budget_bid: z.number().optional().describe('of an ad, in units of currency, at most two places'),
  currency: z.string().length(3).optional(),
  target_audience: z
    .object({
      age_range: z.tuple([z.int().min(13).max(120), z.int().min(13).max(120)]).describe('from and to, both included'),
      interests: z.array(z.string()),
    })
    .optional()
    .describe('of an ad'),
  allow_duplicate: z
    .boolean()
    .optional()
    .describe('the same content stood on this account within a day, and shall again'),
})

const Proposal = z.object({
  platform: Platform,
  account: z.string().describe("one of the tenant's accounts"),
  payload: Payload,
  governance_hash: z
    .string()
    .describe("the policy that it keeps to, by the hash that the tenant's administrators registered"),
  campaign_id: z.uuid().optional(),
  expires_at: z.iso.datetime({ offset: true }).optional().describe('after it nothing is sent any more'),
})

const Brief = z.object({
  objective: z.string().describe('what is to be reached'),
  audience: z.string().optional(),
  product: z.string().optional(),
  budget: z
    .object({ amount_minor: z.int().min(0).describe('in cents or the like'), currency: z.string().length(3) })
    .optional(),
  constraints: z.array(z.string()).optional(),
  guardrails: z.array(z.string()).optional(),
  locale: z.string().optional().describe('BCP 47, such as en or es-MX'),
})

export const PROPOSE_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'check_action',
    title: 'Check a post without proposing it',
    description:
      "What Mandate would say of a proposal: the platform's limits, preflight findings, how many people must approve. Nothing is kept.",
    input: Proposal,
    effect: 'reads',
    run: (mandate, input, signal) => mandate.actions.propose(said(input), { dryRun: true, signal }),
  }),
  defineTool({
    name: 'propose_action',
    title: 'Propose a post',
    description:
      'Puts one post or ad before the people who approve. It is published only when a person who did not propose it approves exactly this content; you can not approve. Answers with action_id, digest and preflight.',
    input: Proposal,
    effect: 'proposes',
    // With `on_approval` the last approval sends it; an agent has no command of Enterprise to send.
    run: (mandate, input, signal) => mandate.actions.propose({ ...said(input), execution: 'on_approval' }, { signal }),
  }),
  defineTool({
    name: 'revise_action',
    title: 'Change what was proposed',
    description:
      'Replaces the content of an action that has not been sent. Approvals given so far become void; people decide anew.',
    input: z.object({ action_id: ActionId, payload: Payload }),
    effect: 'withdraws',
    run: (mandate, { action_id, payload }, signal) =>
      mandate.actions.edit(action_id, { payload: said(payload) }, { signal }),
  }),
  defineTool({
    name: 'withdraw_action',
    title: 'Withdraw a proposal',
    description:
      'Cancels an action that has not been sent. Once it is being sent it is too late, and the answer says so.',
    input: z.object({ action_id: ActionId, reason: z.string().min(1) }),
    effect: 'withdraws',
    run: (mandate, { action_id, reason }, signal) => mandate.actions.cancel(action_id, reason, { signal }),
  }),
  defineTool({
    name: 'create_campaign',
    title: 'Draft a campaign',
    description:
      'Makes a campaign from a brief: signals, a strategy by debate, content, an audit. It stands as a draft until it is started, and whatever it would publish waits for people.',
    input: z.object({
      tenant_id: z.uuid(),
      brief: Brief,
      channels: z
        .array(z.object({ platform: Platform, account: z.string() }))
        .min(1)
        .optional()
        .describe("absent: the tenant's own"),
    }),
    effect: 'proposes',
    run: (mandate, input, signal) => mandate.campaigns.create(said(input), { signal }),
  }),
  defineTool({
    name: 'start_campaign',
    title: 'Start a drafted campaign',
    description: 'Runs it up to the point where people decide about its posts. Look with explain_campaign.',
    input: z.object({ campaign_id: CampaignId }),
    effect: 'proposes',
    run: (mandate, { campaign_id }, signal) => mandate.campaigns.start(campaign_id, { signal }),
  }),
]
