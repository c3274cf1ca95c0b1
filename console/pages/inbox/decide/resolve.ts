// A person says what became of a post whose outcome nobody knows; the platform has the last word.
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ActionResource } from '#contracts/action.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { answerDetail } from '../detail/answer-detail.ts'
import { answerDecided, answerUndecided } from './answers.ts'
import { formValues } from './form-values.ts'

export async function resolve(c: Context<ConsoleEnv>, id: string) {
  const value = await formValues(c)
  const [comment, platform_ref_id] = [value('comment').trim(), value('platform_ref_id').trim()]
  const outcome = value('outcome') === 'published' ? ('published' as const) : ('not_published' as const)
  const body =
    outcome === 'published'
      ? { outcome, platform_ref_id, comment }
      : { outcome, retry: value('retry') === 'yes', comment }
  const sent = await c.var.api.send<ActionResource>('POST', `/actions/${id}/resolve`, body)
  if (sent.ok) return answerDecided(c, { id, back: 'page', done: sent.status === 202 ? 'noted' : 'resolved' })
  const { status, problem } = sent
  if (problem.code === 'FOUND_ON_PLATFORM')
    return answerDetail(c, id, {
      status: 409,
      notice: html`<div class="notice good" role="alert"><p><strong>Good news: the platform has it.</strong> It was asked once more and ${problem.detail}, so that counts instead of your answer. Nothing is sent again.</p></div>`,
    })
  if (problem.code === 'INVALID_STATE') return answerUndecided(c, { id, back: 'page', shown: undefined, refused: sent })
  return answerDetail(c, id, {
    status: status as ContentfulStatusCode,
    notice: refusalNotice(sent),
    typed: { outcome, platform_ref_id, comment, problem },
  })
}
