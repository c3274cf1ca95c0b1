// A person approves what they were shown: the digest that stood on their screen is the one that is sent.
import type { Context } from 'hono'
import type { ActionResource } from '#contracts/action.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { answerDecided, answerUndecided } from './answers.ts'
import { formValues } from './form-values.ts'

export async function approve(c: Context<ConsoleEnv>, id: string) {
  const value = await formValues(c)
  const [digest, back, comment] = [value('digest'), value('back'), value('comment').trim()]
  const body = { digest, ...(comment === '' ? {} : { comment }) }
  const sent = await c.var.api.send<ActionResource>('POST', `/actions/${id}/approve`, body)
  if (sent.ok) return answerDecided(c, { id, back, done: 'approved' }, sent.body)
  return answerUndecided(c, { id, back, shown: digest, refused: sent })
}
