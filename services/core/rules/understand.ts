// What a spoken text asks for beyond being written down: a template, or a table.
import { SpokenIntent, type TranscribeReply } from '#contracts/upstream/core.ts'
import { actionRows } from './action-rows.ts'
import { afterTrigger } from './after-trigger.ts'
import { TRIGGER_WORDS } from './trigger-words.ts'
import { voteRows } from './vote-rows.ts'

/** In characters; nobody speaks a longer table in one piece of audio. */
const LONGEST = 5000

export type Understood = Pick<TranscribeReply, 'template_id' | 'intent'>

/**
 * Nothing, a template, or an intent. The language is that of the words, whatever the session's: people mix them. A table takes all that
 * was said after its trigger or does not come about: what it left out would be missing from the minutes.
 */
export function understand(text: string): Understood {
  // In single spaces, for a run of them can be read in too many ways.
  const said = text.trim().replace(/\s+/g, ' ')
  if (said.length > LONGEST) return {}
  for (const words of Object.values(TRIGGER_WORDS)) {
    const cast = afterTrigger(said, words.vote, words.colon)
    const vote = cast && tableOf('VOTE', ['name', 'vote'], voteRows(cast.rest, words))
    if (vote !== undefined) return vote

    const agreed = afterTrigger(said, words.action, words.colon)
    const action = agreed?.hasColon && tableOf('ACTION_ITEM', ['task', 'owner', 'due'], actionRows(agreed.rest, words))
    if (action) return action

    if (afterTrigger(said, words.proposal, words.colon)?.hasColon) return { template_id: 'TPL_PROPOSAL' }
  }
  return {}
}

/** None of no rows, nor of more than the contract carries. */
function tableOf(intent_id: string, columns: string[], rows: string[][] = []): Understood | undefined {
  const intent = { intent_id, columns, rows }
  return rows.length > 0 && SpokenIntent.safeParse(intent).success ? { intent } : undefined
}
