// Why something stands where it stands, in one answer.
import { z } from 'zod'
import { defineTool, type Tool } from '../define-tool.ts'

const LAST_ENTRIES = 10

export const EXPLAIN_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'explain_campaign',
    title: 'Why a campaign stands where it stands',
    description: 'What it waits for and since when, why it failed, what became of its posts, and what happened last.',
    input: z.object({ campaign_id: z.uuid() }),
    effect: 'reads',
    async run(mandate, { campaign_id }, signal) {
      const [campaign, why] = await Promise.all([
        mandate.campaigns.get(campaign_id, { signal }),
        mandate.campaigns.why(campaign_id, { signal }),
      ])
      const { state, status, retry_count, max_retries, failure, publications, quality_report, execution_log } = campaign
      const last = execution_log.slice(-LAST_ENTRIES)
      return { state, status, why, retry_count, max_retries, failure, publications, quality_report, last }
    },
  }),
  defineTool({
    name: 'explain_action',
    title: 'Why an action stands where it stands',
    description:
      'What it waits for (approval, account closed, limit, kill switch, an unknown outcome …), since and until when, who approved, what was tried, and what happened last.',
    input: z.object({ action_id: z.uuid() }),
    effect: 'reads',
    async run(mandate, { action_id }, signal) {
      const [action, why, trail] = await Promise.all([
        mandate.actions.get(action_id, { signal }),
        mandate.actions.why(action_id, { signal }),
        mandate.actions.audit(action_id, {}, { signal }).toArray(),
      ])
      const { status, approvals, approvals_required, preflight, attempts, needs_human, error, permalink } = action
      const last = trail.slice(-LAST_ENTRIES)
      return { status, why, approvals, approvals_required, preflight, attempts, needs_human, error, permalink, last }
    },
  }),
  defineTool({
    name: 'explain_session',
    title: 'Why a session stands where it stands',
    description: 'What it waits for, what is missing of the recording, and why it failed if it did.',
    input: z.object({ session_id: z.uuid() }),
    effect: 'reads',
    async run(mandate, { session_id }, signal) {
      const [session, why] = await Promise.all([
        mandate.sessions.get(session_id, { signal }),
        mandate.sessions.why(session_id, { signal }),
      ])
      const { status, gaps, is_draining, pending, counts, failure } = session
      return { status, why, gaps, is_draining, pending, counts, failure }
    },
  }),
]
