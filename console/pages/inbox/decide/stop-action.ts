// Rejecting and cancelling: both want a reason, and both stop what was on the screen, not what took its place since.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ActionResource } from '#contracts/action.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { page } from '../../../parts/page.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { answerDecided, answerUndecided } from './answers.ts'
import { formValues } from './form-values.ts'
import { reasonForm, type Stop } from './reason-form.ts'

/** The form: in the dialog where a list asks for it, else a page. */
export async function askReason(c: Context<ConsoleEnv>, id: string, stop: Stop) {
  const { version = '', digest, back = 'page' } = c.req.query()
  const action = await c.var.api.get<ActionResource>(`/actions/${id}`)
  const shown = { version: version === '' ? String(action.version) : version, digest: digest ?? action.digest ?? '' }
  return show(c, 200, reasonForm(c.var.person, stop, { action, back, ...shown }))
}

export async function stopAction(c: Context<ConsoleEnv>, id: string, stop: Stop) {
  const value = await formValues(c)
  const [back, version, digest, reason] = [value('back'), value('version'), value('digest'), value('reason').trim()]
  const { api, person } = c.var
  const action = await api.get<ActionResource>(`/actions/${id}`)
  if (String(action.version) !== version) return answerUndecided(c, { id, back, shown: digest })
  const sent = await api.send<ActionResource>('POST', `/actions/${id}/${stop}`, { reason }, { version })
  if (sent.ok) return answerDecided(c, { id, back, done: stop === 'reject' ? 'rejected' : 'cancelled' }, sent.body)
  if (sent.status !== 422) return answerUndecided(c, { id, back, shown: digest, refused: sent })
  if (isPartial(c)) {
    c.header('hx-retarget', '#asked')
    c.header('hx-reswap', 'innerHTML')
  }
  const form = reasonForm(person, stop, { action, back, version, digest, reason, problem: sent.problem })
  return show(c, 422, form)
}

function show(c: Context<ConsoleEnv>, status: ContentfulStatusCode, form: ReturnType<typeof reasonForm>) {
  if (isPartial(c)) return c.html(form.dialog, status)
  return c.html(page(c.var.person, { title: form.title, section: 'inbox', content: form.page }), status)
}
