// What an agent may look at: what its token's scopes show, nothing else.
import { z } from 'zod'
import { defineTool, type Tool } from '../define-tool.ts'
import { said } from '../said.ts'

const id = (name: string) => z.uuid().describe(`the ${name} of an answer`)
const page = {
  limit: z.int().min(1).max(200).default(20),
  cursor: z.string().optional().describe('next_cursor of the page before'),
}
const MOST_BLOCKS = 500

export const READ_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'list_campaigns',
    title: 'Campaigns',
    description: 'The newest first.',
    input: z.object({
      status: z.enum(['draft', 'running', 'waiting_approval', 'completed', 'failed', 'cancelled']).optional(),
      ...page,
    }),
    effect: 'reads',
    run: (mandate, query, signal) => mandate.campaigns.list(said(query), { signal }).page(),
  }),
  defineTool({
    name: 'get_campaign',
    title: 'One campaign',
    description:
      'All of it: brief, strategy and the debate behind it, content, quality report, publications, learnings, log.',
    input: z.object({ campaign_id: id('campaign_id') }),
    effect: 'reads',
    run: (mandate, { campaign_id }, signal) => mandate.campaigns.get(campaign_id, { signal }),
  }),
  defineTool({
    name: 'list_actions',
    title: 'Actions',
    description: 'Posts and ads, the newest first: what is proposed, approved, sent, and what became of it.',
    input: z.object({
      status: z.string().optional().describe('such as PENDING_APPROVAL, COMPLETED, OUTCOME_UNKNOWN'),
      platform: z.enum(['TWITTER', 'META', 'LINKEDIN', 'MOCK']).optional(),
      campaign_id: z.uuid().optional(),
      needs_human: z.boolean().optional(),
      ...page,
    }),
    effect: 'reads',
    run: (mandate, query, signal) => mandate.actions.list(said(query), { signal }).page(),
  }),
  defineTool({
    name: 'get_action',
    title: 'One action',
    description: 'Its content, digest, approvals, attempts and result.',
    input: z.object({ action_id: id('action_id') }),
    effect: 'reads',
    run: (mandate, { action_id }, signal) => mandate.actions.get(action_id, { signal }),
  }),
  defineTool({
    name: 'action_metrics',
    title: 'How a published post does',
    description: 'Impressions, likes, comments, shares, clicks, spend, as collected last; never a live call.',
    input: z.object({ action_id: id('action_id') }),
    effect: 'reads',
    run: (mandate, { action_id }, signal) => mandate.actions.metrics(action_id, { signal }),
  }),
  defineTool({
    name: 'list_sessions',
    title: 'Recorded sessions',
    description: 'Meetings, the newest first.',
    input: z.object({ status: z.string().optional().describe('such as RECORDING, FINALIZED'), ...page }),
    effect: 'reads',
    run: (mandate, query, signal) => mandate.sessions.list(said(query), { signal }).page(),
  }),
  defineTool({
    name: 'read_session',
    title: 'What was said in a session',
    description:
      'The session and its blocks in order, at most 500: text with speaker and topic, tables, pictures, gaps, what is not transcribed yet. Restricted text only with a token that has the scope for it.',
    input: z.object({ session_id: id('session_id') }),
    effect: 'reads',
    async run(mandate, { session_id }, signal) {
      const [session, blocks] = await Promise.all([
        mandate.sessions.get(session_id, { signal }),
        mandate.sessions.blocks(session_id, {}, { signal }).toArray(MOST_BLOCKS + 1),
      ])
      return { session, blocks: blocks.slice(0, MOST_BLOCKS), more: blocks.length > MOST_BLOCKS }
    },
  }),
  defineTool({
    name: 'list_accounts',
    title: 'Accounts',
    description: "The tenant's accounts, their limits, and until when one is closed. Needs the scope tenant:admin.",
    input: z.object({}),
    effect: 'reads',
    run: (mandate, _input, signal) => mandate.accounts.list({}, { signal }).page(),
  }),
]
