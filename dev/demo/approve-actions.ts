// The four-eyes part: what the campaign proposes is shown, refused to its own proposer, and approved by somebody else by digest.
import { z } from 'zod'
import type { ActionResource } from '#contracts/action.ts'
import { type Answer, type Client, UnexpectedAnswer } from './create-client.ts'
import type { Refusal } from './demo-record.ts'
import type { Narrator } from './narrator.ts'

const Problem = z.object({ code: z.string(), detail: z.string().default('') })

interface Person {
  name: string
  client: Client
}

/** Shows once, on the first action, what is refused; approves all. */
export async function approveActions(
  say: Narrator,
  campaignId: string,
  { proposer, approver }: { proposer: Person; approver: Person },
): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  const proposed = await approver.client.actionsOf(campaignId)
  for (const [index, { action_id }] of proposed.toSorted(byAccount).entries()) {
    const action = await approver.client.digested(action_id)
    say.event('to approve', `${action.platform}:${action.account}`, 'yellow')
    say.detail(action.payload.content_text.replace(/\n+/g, '\n'), 'none')
    say.detail(`digest ${action.digest}, over this text and ${action.media_sha256?.length ?? 0} images`)
    if (index === 0) refusals.push(...(await showRefusals(say, action, { proposer, approver })))
    const answer = await approve(approver.client, action.action_id, action.digest)
    if (answer.status !== 200) throw new UnexpectedAnswer('POST', `/actions/${action.action_id}/approve`, answer)
    say.event('approved', `by ${approver.name}, with that digest`, 'green')
  }
  return refusals
}

async function showRefusals(
  say: Narrator,
  action: ActionResource & { digest: string },
  { proposer, approver }: { proposer: Person; approver: Person },
): Promise<Refusal[]> {
  const other = `${action.digest.startsWith('0') ? '1' : '0'}${action.digest.slice(1)}`
  return [
    await demandRefusal(say, proposer, action, action.digest, {
      status: 403,
      code: 'SELF_APPROVAL',
      attempt: 'approves what she proposed herself',
    }),
    await demandRefusal(say, approver, action, other, {
      status: 409,
      code: 'DIGEST_MISMATCH',
      attempt: 'approves a digest that is not this one',
    }),
  ]
}

async function demandRefusal(
  say: Narrator,
  who: Person,
  { action_id }: ActionResource,
  digest: string,
  due: Omit<Refusal, 'who' | 'detail'>,
): Promise<Refusal> {
  const answer = await approve(who.client, action_id, digest)
  const problem = Problem.safeParse(answer.body).data
  if (answer.status !== due.status || problem?.code !== due.code)
    throw new Error(
      `${who.name} ${due.attempt}: ${due.status} ${due.code} was due, the API answered ${answer.status} ${problem?.code ?? ''}`,
    )
  say.event('refused', `${due.status} ${due.code}: ${who.name} ${due.attempt}`, 'red')
  return { who: who.name, detail: problem.detail, ...due }
}

function approve(client: Client, actionId: string, digest: string): Promise<Answer> {
  return client.call('POST', `/actions/${actionId}/approve`, { body: { digest, comment: 'read and approved' } })
}

function byAccount(one: ActionResource, other: ActionResource): number {
  return one.account.localeCompare(other.account)
}
